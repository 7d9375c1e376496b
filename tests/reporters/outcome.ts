import { writeFileSync } from "node:fs";

/** The outcome of a test runner, for the totals that `npm test` prints at its end. */
export interface Outcome {
  passed: number;
  failed: number;
  /** One line for each skipped test: its name and why. */
  readonly skipped: string[];
}

/** Says where a reporter writes its outcome, as JSON. */
export const OUTCOME_FILE = "TEST_OUTCOME_FILE";

/** Hands the outcome to the process that started the test runner, if it asked for it. */
export function writeOutcome(outcome: Outcome): void {
  const path = process.env[OUTCOME_FILE];
  if (path) writeFileSync(path, JSON.stringify(outcome));
}

/** The line for a skipped test. */
export function skippedLine(name: string, reason: string | undefined): string {
  return `${name}: ${reason || "no reason given"}`;
}
