import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";
import { type Outcome, skippedLine, writeOutcome } from "./outcome";

/** Writes the outcome of a Vitest run; Vitest's own JSON lacks reasons for skipping and stray errors. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): void {
    const outcome: Outcome = { passed: 0, failed: strayErrors.length, skipped: [] };
    for (const module of modules) {
      // If a file cannot be loaded or a suite's setup fails, its tests never run.
      const broken = [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0);
      outcome.failed += broken.length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") outcome.passed++;
        else if (result.state === "skipped")
          outcome.skipped.push(skippedLine(`${module.relativeModuleId} > ${test.fullName}`, result.note));
        else outcome.failed++;
      }
    }
    writeOutcome(outcome);
  }
}
