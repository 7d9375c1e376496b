/** The parts of a long job, in the order in which a person sees them. */
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

/** How far a long job is: `done` of `total` photos, epochs or bytes of one stage. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** A long call that reports nothing takes these. */
export interface Stoppable {
  readonly signal: AbortSignal;
}

/** Every other long call takes these. */
export interface JobHooks extends Stoppable {
  readonly onProgress: OnProgress;
}

/** Milliseconds between two looks at how far a job is: nobody reads faster. */
const INTERVAL_MS = 100;

/**
 * Passes on what can be followed of thousands of messages: the first and the last of each stage, and between them
 * ten a second.
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
