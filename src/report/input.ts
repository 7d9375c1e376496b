import type { Label } from "../common/label";
import type { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../crossvalidation/json";
import type { pairsToJson } from "../duplicates/pairs";
import type { BootstrapIntervals } from "../metrics/bootstrap";
import type { GroupComparison } from "../metrics/group-comparison";
import type { HeldOut, TrainedModel } from "../models/model";
import type { stressToJson } from "../models/stress-figures";

/** What was found out about a model besides its figures, computed elsewhere; what was not computed is left out. */
export interface ReportExtras {
  /** 95 % intervals by bootstrap, of the figures at the model's threshold from the view of the positive label. */
  readonly intervals?: Readonly<Partial<Record<HeldOut, BootstrapIntervals>>>;
  /** More to know about the figures of a part before anybody relies on them, each a sentence. */
  readonly cautions?: Readonly<Partial<Record<HeldOut, readonly string[]>>>;
  /** The most doubtful label first. */
  readonly labelCheck?: ReturnType<typeof labelCheckToJson>;
  readonly duplicates?: ReturnType<typeof pairsToJson>;
  readonly crossValidation?: ReturnType<typeof crossValidationToJson>;
  readonly learningCurve?: ReturnType<typeof learningCurveToJson>;
  readonly groups?: GroupReport;
  readonly stress?: ReturnType<typeof stressToJson>;
}

/** The figures of groups of photos. */
export interface GroupReport extends GroupComparison {
  /** The part whose photos they are. */
  readonly part: HeldOut;
  /** What tells the groups: the names of folders, or of a table. */
  readonly source: string;
  /** Photos of the part that are in no group. */
  readonly without: number;
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
