import type { Label } from "../common/label";
import type { BootstrapIntervals } from "../metrics/bootstrap";
import type { HeldOut, TrainedModel } from "../models/model";
import type { Found } from "./analyses";

/** Results of analyses, computed elsewhere; those that were not computed are missing. */
export interface ReportExtras extends Partial<Found> {
  /** 95 % bootstrap intervals of the metrics at the model's threshold, from the view of the positive label. */
  readonly intervals?: Readonly<Partial<Record<HeldOut, BootstrapIntervals>>>;
  /** Further warnings about the metrics of a split, each a sentence. */
  readonly cautions?: Readonly<Partial<Record<HeldOut, readonly string[]>>>;
}

/** A small picture of a photo. */
export interface Thumbnail {
  /** Its path in the evaluation. */
  readonly path: string;
  /** `data:image/…` */
  readonly dataUrl: string;
}

/** The input of a report. */
export interface ReportInput {
  readonly model: TrainedModel;
  /** The label that precision, recall and the curves are about. */
  readonly positive: Label;
  readonly extras: ReportExtras;
  /** Thumbnails of misclassified photos, if the user wants them in the report; see `worstMistakes`. */
  readonly photos?: readonly Thumbnail[];
  /** Milliseconds since 1970. */
  readonly created: number;
}
