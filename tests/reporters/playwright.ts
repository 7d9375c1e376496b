import type { Reporter, Suite } from "@playwright/test/reporter";
import { type Outcome, skippedLine, writeOutcome } from "./outcome";

/** Writes the outcome of a Playwright run. */
export default class OutcomeReporter implements Reporter {
  private suite: Suite | undefined;
  private strayErrors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  /** Called for errors outside tests: a build that fails, for example, or a file that cannot be loaded. */
  onError(): void {
    this.strayErrors++;
  }

  onEnd(): void {
    const outcome: Outcome = { passed: 0, failed: this.strayErrors, skipped: [] };
    for (const test of this.suite?.allTests() ?? []) {
      // Without retries a test is never flaky.
      if (test.outcome() === "expected") outcome.passed++;
      else if (test.outcome() === "unexpected") outcome.failed++;
      else {
        const note = test.annotations.find(({ type }) => type === "skip" || type === "fixme");
        const reason = test.results.length === 0 ? "did not run" : note?.description;
        outcome.skipped.push(skippedLine(test.titlePath().filter(Boolean).join(" > "), reason));
      }
    }
    writeOutcome(outcome);
  }

  printsToStdio(): boolean {
    return false;
  }
}
