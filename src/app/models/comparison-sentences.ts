import { count, photos } from "../../common/words";
import { areDrawn } from "../../dataset/sample";
import { type Comparison, rightAnswers, type Side } from "../../models/comparison";
import { areKnownUnseen } from "../../models/evaluation";
import type { Pair } from "../session/address";

/** Short names for the two models in charts and sentences; their own names may be long, or identical. */
export const LETTERS = ["A", "B"] as const;

/** Says which photos the metrics of both are based on, and how far they can be compared. */
export function basisSentence({ sides: [one, other], photos: sameness }: Comparison): string {
  const [a, b] = LETTERS;
  if (one === undefined && other === undefined) return "Neither was checked on photos here.";
  if (one === undefined || other === undefined) {
    const [unknown, known] = one === undefined ? [a, b] : [b, a];
    return `${unknown} was not checked on photos here, so it cannot be compared with ${known}.`;
  }
  if (sameness === "same") return sameSentence(one, other);
  const why =
    sameness === "relabelled"
      ? "They were checked on the same photos, but some had other labels"
      : "They were not checked on the same photos";
  return `${why}, so a small difference between them says little.`;
}

function sameSentence(one: Side, other: Side): string {
  const [a, b] = LETTERS;
  const { both, onlyOne, onlyOther } = rightAnswers(one, other);
  const { paths, labels } = one.evaluation;
  const what = areDrawn(paths) ? `${count(labels.length)} drawings` : photos(labels.length);
  const right = `${a} got ${orNone(both + onlyOne)} right, ${b} ${orNone(both + onlyOther)}`;
  return `Both were checked on the same ${what}: ${right}. ${apart(onlyOne, onlyOther)}`;
}

/** Equal metrics may hide that two models get different photos wrong. */
function apart(onlyOne: number, onlyOther: number): string {
  const [a, b] = LETTERS;
  if (onlyOne + onlyOther === 0) return "All their predictions are the same.";
  if (onlyOne === 0) return `${b} was right wherever ${a} was.`;
  if (onlyOther === 0) return `${a} was right wherever ${b} was.`;
  return `${a} got ${count(onlyOne)} right that ${b} got wrong; ${b} got ${count(onlyOther)} right that ${a} got wrong.`;
}

/** Warns if a model’s training photos are unknown, because photos that it was trained on are too easy for it. */
export function doubtSentence(models: Pair, { sides }: Comparison): string | undefined {
  const doubtful = LETTERS.filter((_, index) => {
    const [model, side] = [models[index], sides[index]];
    return model && side && !areKnownUnseen(side.evaluation);
  });
  if (doubtful.length === 0) return undefined;
  const which = doubtful.join(" and ");
  return `The training photos of ${which} are unknown. If some of these photos were among them, the metrics of ${which} look better than they are.`;
}

function orNone(value: number): string {
  return value === 0 ? "none" : count(value);
}
