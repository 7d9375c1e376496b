import { type EvaluatedPhoto, mistakenPhotos, tellsPhotos } from "../models/evaluated";
import type { Measured } from "./measured";

/** More of them nobody reads. */
export const MOST_MISTAKES = 50;

/** The photos that a report lists as the worst mistakes, the worst first; none where nobody knows which they were. */
export function worstMistakes({ evaluation, decision }: Measured): readonly EvaluatedPhoto[] {
  if (!tellsPhotos(evaluation)) return [];
  return mistakenPhotos(evaluation, decision.threshold).slice(0, MOST_MISTAKES);
}
