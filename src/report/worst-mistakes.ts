import { type EvaluatedPhoto, mistakenPhotos, tellsPhotos } from "../models/evaluated";
import type { Measured } from "./measured";

/** The longest list that people read. */
export const MOST_MISTAKES = 50;

/**
 * The photos that a report lists as the worst mistakes, the worst first; none if the evaluation does not name its
 * photos.
 */
export function worstMistakes({ evaluation, decision }: Measured): readonly EvaluatedPhoto[] {
  if (!tellsPhotos(evaluation)) return [];
  return mistakenPhotos(evaluation, decision.threshold).slice(0, MOST_MISTAKES);
}
