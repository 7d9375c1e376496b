import { type AppError, type ErrorCode, toAppError } from "../../common/error";
import { missingEssentials } from "../../engine/page/browser-check";
import { damageProblem } from "../../storage/damage-sentences";
import { damagedRecords, deleteDamaged, onDamaged } from "../../storage/damaged";
import { assertKeepsData } from "../../storage/preferences";
import { notifyFailure } from "../notices/notify-failure";
import { engine, reportProblem, settleProblem, useSession } from "./store";

/** Delay of the checks that need a worker, in browsers without `requestIdleCallback`. */
const LATER_MS = 1_000;

/** The errors shown at the start. Any other appears in its own place once work begins. */
const CHECKED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["storage", "altered-canvas", "no-backend"]);

/** Reports problems with this browser: missing features at once, the rest when the browser is idle. */
export async function checkBrowser(): Promise<void> {
  const missing = missingEssentials();
  for (const problem of missing) reportProblem(problem);
  // That is enough to report, and a worker might not even start.
  if (missing.length > 0) return;
  await whenIdle();
  await Promise.all([engine.worker.checkCanvas().catch(report), assertKeepsData().catch(report)]);
  // A browser that stores nothing has nothing to tidy up.
  await engine.tidy().catch(() => undefined);
}

/** Reports damaged records that were set aside, now and whenever there are more. @returns stops watching */
export function watchDamage(): () => void {
  void reportDamage();
  return onDamaged(() => void reportDamage());
}

/** Deletes the damaged records that were set aside. @throws AppError `storage` */
export async function discardDamaged(): Promise<void> {
  await deleteDamaged();
  settleProblem("damaged-data");
}

async function reportDamage(): Promise<void> {
  // A browser that stores nothing has no damaged records.
  const problem = damageProblem(await damagedRecords().catch(() => []));
  settleProblem("damaged-data");
  if (problem !== undefined) reportProblem(problem);
}

/** Reports that something could not be stored, unless the page already shows this problem. */
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
