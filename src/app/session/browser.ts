import { type AppError, type ErrorCode, toAppError } from "../../common/error";
import { assertKeepsData, missingEssentials } from "../../engine/page/browser-check";
import { notifyFailure } from "../notices/notify-failure";
import { engine, reportProblem, useSession } from "./store";

/** How long after the start the checks wait that need a worker, in browsers that do not say when they are idle. */
const LATER_MS = 1_000;

/** Only these errors are shown at the start. Any other would appear again, in its place, when work begins. */
const CHECKED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["storage", "altered-canvas", "no-backend"]);

/** Finds out what gets in the way in this browser and says so: at once what is missing, the rest when it is idle. */
export async function checkBrowser(): Promise<void> {
  const missing = missingEssentials();
  for (const problem of missing) reportProblem(problem);
  // It says enough then, and a worker might not even start.
  if (missing.length > 0) return;
  await whenIdle();
  await Promise.all([engine.worker.checkCanvas().catch(report), assertKeepsData().catch(report)]);
  // A browser that keeps nothing has nothing to tidy up.
  await engine.tidy().catch(() => undefined);
}

/** Says that something could not be kept, unless the page says already that nothing can be. */
export function notifyNotKept(thrown: unknown): void {
  const { code } = toAppError(thrown);
  const isKnown = useSession.getState().browserProblems.some((problem) => problem.code === code);
  if (!isKnown) notifyFailure(thrown);
}

function report(thrown: unknown): void {
  const problem: AppError = toAppError(thrown);
  if (CHECKED.has(problem.code)) reportProblem(problem);
}

function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(resolve);
    else setTimeout(resolve, LATER_MS);
  });
}
