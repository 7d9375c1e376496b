import type { Progress } from "./progress";

/** Speed and time left are shown once this many seconds have been measured. */
const SETTLED_SECONDS = 0.7;

/** What the speed of a job's current stage is measured from. Times are `performance.now()` milliseconds. */
export interface Pace {
  /** When the stage began, moved forward by the time spent paused. */
  readonly since: number;
  /** How much of the stage was done by then: more than nothing where an earlier visit did a part. */
  readonly from: number;
  /** When it was paused; undefined while it runs. */
  readonly pausedAt: number | undefined;
}

/** The speed of a stage. */
export interface Speed {
  /** Units (photos, epochs) per second. */
  readonly perSecond: number;
  /** Undefined once all is done. */
  readonly secondsLeft: number | undefined;
}

/** The pace of a stage that begins with this progress. */
export function paceFrom({ done }: Progress, now: number): Pace {
  return { since: now, from: done, pausedAt: undefined };
}

/** The pace after new progress: the same within a stage, measured anew in the next one. */
export function paceAfter(pace: Pace, before: Progress, progress: Progress, now: number): Pace {
  return before.stage === progress.stage ? pace : paceFrom(progress, now);
}

/** The pace of a job that is paused or resumed; a pause does not count as time it took. */
export function pacePaused(pace: Pace, isPaused: boolean, now: number): Pace {
  if (isPaused) return { ...pace, pausedAt: pace.pausedAt ?? now };
  return { ...pace, since: pace.since + now - (pace.pausedAt ?? now), pausedAt: undefined };
}

/** Undefined while paused and until there is enough to measure. */
export function speedOf(
  { done, total }: Progress,
  { since, from, pausedAt }: Pace,
  now: number,
): Speed | undefined {
  const seconds = (now - since) / 1000;
  if (pausedAt !== undefined || seconds <= SETTLED_SECONDS || done <= from) return undefined;
  const perSecond = (done - from) / seconds;
  return { perSecond, secondsLeft: done < total ? (total - done) / perSecond : undefined };
}
