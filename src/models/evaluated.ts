import { LABELS, type Label, labelIndex } from "../common/label";
import { type Calibration, calledAt, type FemaleProbability, ofLabel, UNKNOWN } from "../metrics/probability";
import { binOf } from "../metrics/reliability";
import type { Evaluation } from "./model";

/** A photo of an evaluation. */
export interface EvaluatedPhoto {
  readonly path: string;
  /** Its label. */
  readonly label: Label;
  /** The model's probability of "female". */
  readonly female: FemaleProbability;
}

/**
 * Photos with one label and one prediction: wrong ones with the most confident first, right ones with the least
 * confident first.
 */
export function cellPhotos(
  evaluation: Evaluation,
  threshold: FemaleProbability,
  label: Label,
  called: Label,
): readonly EvaluatedPhoto[] {
  return mostWrongFirst(
    photosOf(evaluation).filter(
      (photo) => photo.label === label && calledAt(photo.female, threshold) === called,
    ),
  );
}

/** Photos whose prediction differs from their label, the most confident first. */
export function mistakenPhotos(
  evaluation: Evaluation,
  threshold: FemaleProbability,
): readonly EvaluatedPhoto[] {
  return mostWrongFirst(
    photosOf(evaluation).filter(({ label, female }) => calledAt(female, threshold) !== label),
  );
}

/** Photos of one label in one bar of the histogram of the probability of `positive`, the most wrong first. */
export function barPhotos(
  evaluation: Evaluation,
  label: Label,
  positive: Label,
  bar: number,
  bars: number,
): readonly EvaluatedPhoto[] {
  return mostWrongFirst(
    photosOf(evaluation).filter(
      (photo) => photo.label === label && binOf(ofLabel(photo.female, positive), bars) === bar,
    ),
  );
}

/** Whether an evaluation names its photos; evaluations from model files do not. */
export function tellsPhotos({ paths, labels }: Evaluation<Calibration>): boolean {
  return paths.length === labels.length && paths.length > 0;
}

/** The probability that the model gave to the photo's own label. */
export function ownScore({ label, female }: EvaluatedPhoto): number {
  return ofLabel(female, label);
}

function photosOf({ paths, labels, scores }: Evaluation): EvaluatedPhoto[] {
  return paths.map((path, index) => ({
    path,
    label: LABELS.find((label) => labelIndex(label) === labels[index]) ?? "female",
    female: scores[index] ?? UNKNOWN,
  }));
}

function mostWrongFirst(photos: EvaluatedPhoto[]): readonly EvaluatedPhoto[] {
  return photos.sort((a, b) => ownScore(a) - ownScore(b));
}
