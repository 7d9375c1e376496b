/** The stages of a long job, in the order in which the user sees them. */
export type Stage =
  | "unpack"
  | "draw"
  | "read"
  | "open"
  | "backbone"
  | "features"
  | "train"
  | "tune"
  | "save"
  | "compare"
  | "folds"
  | "fewer"
  | "stress";

/** Progress of a long job: `done` of `total` photos, epochs or bytes of one stage. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** The options of a long-running call that reports no progress. */
export interface Stoppable {
  readonly signal: AbortSignal;
}

/** The options of every other long-running call. */
export interface JobHooks extends Stoppable {
  readonly onProgress: OnProgress;
}

/** Milliseconds between progress updates: nobody reads faster. */
const INTERVAL_MS = 100;

/**
 * Throttles progress messages to a readable rate: the first and the last of each stage, and ten a second in between.
 */
export function calmly(onProgress: OnProgress): OnProgress {
  let stage: Stage | undefined;
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === stage && progress.done < progress.total && now < next) return;
    stage = progress.stage;
    next = now + INTERVAL_MS;
    onProgress(progress);
  };
}
