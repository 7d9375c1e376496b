import { LABELS, type Label, labelIndex } from "../common/label";
import { binOf } from "../metrics/reliability";
import type { Evaluation } from "./model";

/** A photo that a model was checked on. */
export interface EvaluatedPhoto {
  readonly path: string;
  /** What it is labelled. */
  readonly label: Label;
  /** The model's probability of "female". */
  readonly female: number;
}

/** Photos of one label that are called one label: the most wrong first, or, of right ones, the least sure. */
export function cellPhotos(
  evaluation: Evaluation,
  threshold: number,
  label: Label,
  called: Label,
): readonly EvaluatedPhoto[] {
  const isCalled = (female: number) => (female >= threshold ? "female" : "male") === called;
  return mostWrongFirst(
    photosOf(evaluation).filter((photo) => photo.label === label && isCalled(photo.female)),
  );
}

/** Photos that are called what they are not labelled, the most wrong first. */
export function mistakenPhotos(evaluation: Evaluation, threshold: number): readonly EvaluatedPhoto[] {
  return mostWrongFirst(
    photosOf(evaluation).filter(({ label, female }) => (female >= threshold ? "female" : "male") !== label),
  );
}

/** Photos of one label in one bar of the histogram, by the probability of `positive`; the most wrong first. */
export function barPhotos(
  evaluation: Evaluation,
  label: Label,
  positive: Label,
  bar: number,
  bars: number,
): readonly EvaluatedPhoto[] {
  const scoreOf = ({ female }: EvaluatedPhoto) => (positive === "female" ? female : 1 - female);
  return mostWrongFirst(
    photosOf(evaluation).filter((photo) => photo.label === label && binOf(scoreOf(photo), bars) === bar),
  );
}

/** Whether an evaluation tells its photos; those that came in files do not. */
export function tellsPhotos({ paths, labels }: Evaluation): boolean {
  return paths.length === labels.length && paths.length > 0;
}

/** The probability that the model gave to the photo's own label. */
export function ownScore({ label, female }: EvaluatedPhoto): number {
  return label === "female" ? female : 1 - female;
}

function photosOf({ paths, labels, scores }: Evaluation): EvaluatedPhoto[] {
  return paths.map((path, index) => ({
    path,
    label: LABELS.find((label) => labelIndex(label) === labels[index]) ?? "female",
    female: scores[index] ?? Number.NaN,
  }));
}

function mostWrongFirst(photos: EvaluatedPhoto[]): readonly EvaluatedPhoto[] {
  return photos.sort((a, b) => ownScore(a) - ownScore(b));
}
