// Told by their `type` rather than their class, because the build and the page load different copies of h5wasm.
import type { Dataset, Entity, Group } from "h5wasm";

/** Whether a name in an HDF5 file stands for a group. */
export function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && "type" in entity && String(entity.type) === "Group";
}

/** Whether it stands for an array. */
export function isDataset(entity: Entity | null): entity is Dataset {
  return entity !== null && "type" in entity && String(entity.type) === "Dataset";
}

/** An attribute that lists names; none where it is missing or something else. */
export function textList(holder: Group, attribute: string): string[] {
  const value = holder.attrs[attribute]?.value;
  return Array.isArray(value) ? value.map(String) : [];
}
