import type { Label } from "../common/label";
import type { BootstrapIntervals } from "../metrics/bootstrap";
import type { HeldOut, TrainedModel } from "../models/model";
import type { Found } from "./analyses";

/** What was found out about a model besides its figures, computed elsewhere; what was not computed is left out. */
export interface ReportExtras extends Partial<Found> {
  /** 95 % intervals by bootstrap, of the figures at the model's threshold from the view of the positive label. */
  readonly intervals?: Readonly<Partial<Record<HeldOut, BootstrapIntervals>>>;
  /** More to know about the figures of a part before anybody relies on them, each a sentence. */
  readonly cautions?: Readonly<Partial<Record<HeldOut, readonly string[]>>>;
}

/** A small picture of a photo. */
export interface Thumbnail {
  /** As the evaluation has it. */
  readonly path: string;
  /** `data:image/…` */
  readonly dataUrl: string;
}

/** What a report is made from. */
export interface ReportInput {
  readonly model: TrainedModel;
  /** The label that precision, recall and the curves are about. */
  readonly positive: Label;
  readonly extras: ReportExtras;
  /** Of photos that were called wrong, where whoever asks for the report wants them in it; see `worstMistakes`. */
  readonly photos?: readonly Thumbnail[];
  /** Milliseconds since 1970. */
  readonly created: number;
}
