// Distinguished by `type`, not by class, because the build and the page load different copies of h5wasm.
import type { Attribute, Dataset, Entity, Group } from "h5wasm";

/** MobileNetV2 has 157 layers with 260 arrays. */
const MOST_NAMES = 2000;

/** Whether an HDF5 entity is a group. */
export function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && "type" in entity && String(entity.type) === "Group";
}

/** Whether an HDF5 entity is an array. */
export function isDataset(entity: Entity | null): entity is Dataset {
  return entity !== null && "type" in entity && String(entity.type) === "Dataset";
}

/** An attribute that lists names; empty if it is missing or something else. */
export function textList(holder: Group, attribute: string): string[] {
  const found = holder.attrs[attribute];
  if (found === undefined || sizeOf(found) > MOST_NAMES) return [];
  const { value } = found;
  return Array.isArray(value) ? value.map(String) : [];
}

/** A string attribute; undefined if it is missing or something else. */
export function text(holder: Group, attribute: string): string | undefined {
  const found = holder.attrs[attribute];
  if (found === undefined || sizeOf(found) !== 1) return undefined;
  const { value } = found;
  return typeof value === "string" ? value : undefined;
}

/**
 * The values of an array of 32-bit floats with the given shape, or the problem as the end of a sentence. Declared sizes
 * are checked before anything is read.
 */
export function floats(dataset: Dataset, shape: readonly number[]): Float32Array | string {
  const found = dataset.shape ?? [];
  if (String(found) !== String(shape)) return `is ${found.join("×") || "empty"}; expected ${shape.join("×")}`;
  if (dataset.dtype !== "<f") return "does not contain 32-bit floats";
  const { chunks } = dataset.metadata;
  // A chunk is unpacked as a whole, however little of it the array needs.
  if (chunks?.some((side, index) => side > (shape[index] ?? 0)))
    return "is stored in chunks larger than itself";
  const { value } = dataset;
  return value instanceof Float32Array ? value : "does not contain 32-bit floats";
}

function sizeOf({ shape }: Attribute): number {
  return (shape ?? [0]).reduce((product, side) => product * side, 1);
}
