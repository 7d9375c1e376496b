import { AppError } from "../../common/error";

/** The property of a worker's global object that marks its module as evaluated. */
const EVALUATED = Symbol.for("twofold.worker-evaluated");

/**
 * Called once by the worker's module. Two instances would both answer every call, each with its own tables, and the one
 * with the empty table could answer first.
 * @throws AppError `internal` if called a second time in the same worker
 */
export function assertEvaluatedOnce(): void {
  if (Reflect.has(globalThis, EVALUATED)) {
    throw new AppError("internal", "A part of this page was loaded twice. Its results would be wrong.", {
      next: "Reload the page. If it happens again, use another browser.",
    });
  }
  Reflect.set(globalThis, EVALUATED, true);
}
