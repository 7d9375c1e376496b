import { FEATURE_COUNT } from "../backbone/architecture";

/** Rows of features [any, 1280], wherever they are kept: of 50,000 photos they are too many for memory. */
export interface FeatureRows {
  /** Copies some rows, in the order of their numbers, to the start of `target`. */
  copy(rows: Uint32Array, target: Float32Array): void;
}

/** Rows in memory. */
export function rowsInMemory(features: Float32Array): FeatureRows {
  return {
    copy(rows, target) {
      for (const [position, row] of rows.entries()) {
        const start = row * FEATURE_COUNT;
        target.set(features.subarray(start, start + FEATURE_COUNT), position * FEATURE_COUNT);
      }
    },
  };
}
