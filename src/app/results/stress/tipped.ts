import { LABELS } from "../../../common/label";
import { distance, type FemaleProbability, UNKNOWN } from "../../../metrics/probability";
import { LIKELIER, predictionOf } from "../../../models/decision";
import type { Decision } from "../../../models/model";
import { type ConditionFigures, type StressTest, scoresOf } from "../../../models/stress-figures";
import type { ReviewItem } from "../../review/review-item";
import { confidenceText } from "../../widgets/answer-text";
import { STRENGTH_NAMES } from "./stress-words";

/** A photo of a stress test by its index, with its answers in one condition: unchanged first, then by strength. */
export interface TippedPhoto {
  readonly photo: number;
  readonly path: string;
  readonly answers: readonly FemaleProbability[];
}

/**
 * The photos that the model gets wrong because of one condition: those that need the least strength come first, and
 * among these, those it was most confident about.
 */
export function tippedPhotos(
  test: StressTest,
  { condition, looks }: ConditionFigures,
): readonly TippedPhoto[] {
  const order = new Map<number, number>();
  for (const { strength, tipped } of looks) {
    for (const photo of tipped) if (!order.has(photo)) order.set(photo, strength);
  }
  const columns = [0, ...looks.map(({ strength }) => columnOf(test, condition, strength))];
  const scores = columns.map((column) => scoresOf(test, column));
  const half = LIKELIER.threshold;
  const sureness = (photo: number) => distance(scores[0]?.[photo] ?? half, half);
  return [...order]
    .sort(([one, first], [other, second]) => first - second || sureness(other) - sureness(one))
    .map(([photo]) => ({
      photo,
      path: test.paths[photo] ?? "",
      answers: scores.map((column) => column[photo] ?? UNKNOWN),
    }));
}

/** A tipped photo as an item of the review grid. */
export function reviewItem(
  test: StressTest,
  { photo, path, answers }: TippedPhoto,
  { looks }: ConditionFigures,
  decision: Decision,
): ReviewItem {
  const first = looks.findIndex(({ tipped }) => tipped.includes(photo));
  const strength = looks[first]?.strength ?? 1;
  const [clean, then] = [answers[0] ?? UNKNOWN, answers[1 + first] ?? UNKNOWN];
  return {
    path,
    label: LABELS[test.labels[photo] ?? 0] ?? LABELS[0],
    words: `As it is: ${answerWords(clean, decision)}. ${STRENGTH_NAMES[strength]}: ${answerWords(then, decision)}.`,
  };
}

/** A short form of the model’s answer: "female, 93 %". */
export function answerWords(female: FemaleProbability, decision: Decision): string {
  const { label, confidence } = predictionOf(female, decision);
  return `${label}, ${confidenceText(confidence).replace(" %", "\u00a0%")}`;
}

function columnOf({ looks }: StressTest, condition: ConditionFigures["condition"], strength: number): number {
  return 1 + looks.findIndex((look) => look.condition === condition && look.strength === strength);
}
