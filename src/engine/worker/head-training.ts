import { type FitHooks, fitHead } from "../../head/fit-head";
import { CLASS_COUNT, type Head, probabilities } from "../../head/head";
import type { FeatureRows } from "../../head/rows";
import { type FemaleScores, femaleScores } from "../../metrics/probability";
import type { FitAnswer, FitRequest } from "../protocol/protocol";
import { tableOf } from "./tables";

/** Trains a head on rows of a table of features. @throws AbortError when stopped */
export async function fit(
  { table, train, val, test, settings }: FitRequest,
  hooks: FitHooks,
): Promise<FitAnswer> {
  const features = tableOf(table);
  const started = performance.now();
  const result = await fitHead(features, train, val, settings, hooks);
  const trained = performance.now();
  const scores = {
    val: scoresOfRows(result.head, features, val.rows),
    test: scoresOfRows(result.head, features, test.rows),
  };
  const evaluated = performance.now();
  const seconds = { train: (trained - started) / 1000, evaluate: (evaluated - trained) / 1000 };
  return { ...result, scores, seconds };
}

/** Probabilities of "female" for some rows of a table. */
export async function score(
  table: number,
  rows: Uint32Array,
  head: Head,
): Promise<FemaleScores<"uncalibrated">> {
  return scoresOfRows(head, tableOf(table), rows);
}

/** The first column of the probabilities. */
function scoresOfRows(head: Head, features: FeatureRows, rows: Uint32Array): FemaleScores<"uncalibrated"> {
  const both = probabilities(head, features, rows);
  return femaleScores<"uncalibrated">(
    Float32Array.from(rows, (_row, index) => both[index * CLASS_COUNT] as number),
  );
}
