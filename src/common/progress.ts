/** The parts of a long job, in the order in which a person sees them. */
export type Stage = "unpack" | "draw" | "read" | "open" | "backbone" | "features" | "train" | "save";

/** How far a long job is: `done` of `total` photos, epochs or bytes of one stage. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;
