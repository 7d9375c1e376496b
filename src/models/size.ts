import { parameterCount } from "../backbone/architecture";
import { isOfModel } from "../backbone/weights";
import type { Calibration } from "../metrics/probability";
import type { Evaluation, TrainedModel } from "./model";

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * The storage that a model takes in this browser, in bytes: its head, its evaluations, and its backbone if that belongs
 * to it alone. A backbone that the page serves is shared by all models.
 */
export function sizeOf({ backbone, head, evaluations }: TrainedModel): number {
  const layers = [...head.hidden, head];
  return (
    sum(layers.map(({ kernel, bias }) => kernel.byteLength + bias.byteLength)) +
    sum(Object.values(evaluations).map(bytesOf)) +
    (isOfModel(backbone) ? parameterCount(backbone.width) * FLOAT_BYTES : 0)
  );
}

/** Browsers store a path of ASCII characters with one byte each. */
function bytesOf({ paths, labels, scores }: Evaluation<Calibration>): number {
  return labels.byteLength + scores.byteLength + sum(paths.map((path) => path.length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
