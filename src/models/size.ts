import { parameterCount } from "../backbone/architecture";
import { isOfModel } from "../backbone/weights";
import type { Calibration } from "../metrics/probability";
import type { Evaluation, TrainedModel } from "./model";

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * Bytes that a model takes in this browser: what it learned, what it was checked on, and its backbone where that
 * is its own. A backbone that the page serves is there for all models together.
 */
export function sizeOf({ backbone, head, evaluations }: TrainedModel): number {
  const layers = [...head.hidden, head];
  return (
    sum(layers.map(({ kernel, bias }) => kernel.byteLength + bias.byteLength)) +
    sum(Object.values(evaluations).map(bytesOf)) +
    (isOfModel(backbone) ? parameterCount(backbone.width) * FLOAT_BYTES : 0)
  );
}

/** Browsers keep a path of plain letters in a byte for each. */
function bytesOf({ paths, labels, scores }: Evaluation<Calibration>): number {
  return labels.byteLength + scores.byteLength + sum(paths.map((path) => path.length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
