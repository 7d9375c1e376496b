import { FEATURE_COUNT } from "../backbone/architecture";

/** A feature matrix [any, 1280], in memory or not: 50,000 photos would need too much memory. */
export interface FeatureRows {
  /** Copies the given rows, in the given order, to the start of `target`. */
  copy(rows: Uint32Array, target: Float32Array): void;
}

/** A feature matrix in memory. */
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
