import { FEATURE_COUNT } from "../../backbone/architecture";
import { free } from "../../common/memory";
import { type Extraction, kindOf } from "../protocol/protocol";
import { type FeatureTable, openTable as openFeatureTable } from "./feature-table";

/** The tables that are open, by their numbers. */
const tables = new Map<number, FeatureTable>();
let nextTable = 0;

/** @throws RangeError if it was never opened, or was closed */
export function tableOf(number: number): FeatureTable {
  const table = tables.get(number);
  if (table === undefined) throw new RangeError(`There is no table ${number}.`);
  return table;
}

/** Opens a table for the features of `rows` photos. @returns the table's number */
export async function openTable(rows: number): Promise<number> {
  const number = nextTable++;
  tables.set(number, await openFeatureTable(rows));
  return number;
}

/**
 * Writes the cached features of some photos into a table, from row `start`.
 * @returns the rows of the photos that have none
 */
export async function fillKnown(
  number: number,
  start: number,
  photoHashes: readonly string[],
  extraction: Extraction,
): Promise<readonly number[]> {
  const { cachedFeatures } = await import("../../storage/feature-cache");
  const known = await cachedFeatures(photoHashes, kindOf(extraction), extraction.backend);
  const missing: number[] = [];
  for (const [index, features] of known.entries()) {
    if (features === undefined) missing.push(start + index);
    else tableOf(number).put(start + index, features);
  }
  return missing;
}

/** Writes features [rows, 1280] into rows of a table, and frees their buffer. */
export async function fillTable(
  number: number,
  rows: readonly number[],
  features: Float32Array<ArrayBuffer>,
): Promise<void> {
  const table = tableOf(number);
  for (const [index, row] of rows.entries())
    table.put(row, features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT));
  free(features.buffer);
}

export async function closeTable(number: number): Promise<void> {
  await tableOf(number).close();
  tables.delete(number);
}
