import { type Label, otherLabel } from "../../common/label";
import type { Figures } from "../../metrics/figures";
import type { RocCurve } from "../../metrics/roc";
import { figure, percent } from "./format";

/** One corner of the curve: with this threshold, this share of the others is called so, and this share found. */
export interface RocPoint {
  readonly fpr: number;
  readonly tpr: number;
  readonly threshold: number;
}

/** How far apart along the curve two points to choose from are, at least. */
const CHOICE_STEP = 0.01;

/** The corners of the curve; none where there is no curve. */
export function pointsOf(curve: RocCurve | undefined): RocPoint[] {
  if (curve === undefined) return [];
  return curve.thresholds.map((threshold, index) => ({
    threshold,
    fpr: curve.fpr[index] ?? 0,
    tpr: curve.tpr[index] ?? 0,
  }));
}

/**
 * What the pointer and the arrow keys choose from: of the points straight above one another the highest, and of
 * those of thousands of photos no more than some 200.
 */
export function choicesOf(points: readonly RocPoint[]): RocPoint[] {
  const choices: RocPoint[] = [];
  for (const [index, point] of points.entries()) {
    const [before, after] = [choices.at(-1), points[index + 1]];
    if (point.fpr === after?.fpr) continue;
    const isFar = before === undefined || point.fpr - before.fpr + point.tpr - before.tpr >= CHOICE_STEP;
    if (isFar || after === undefined) choices.push(point);
  }
  return choices;
}

/** The height of two curves above one place across; undefined for one that there is not. */
export interface RocPair {
  readonly fpr: number;
  readonly one: number | undefined;
  readonly other: number | undefined;
}

/** What the pointer and the arrow keys choose from where two curves are in one frame. */
export function pairsOf(one: readonly RocPoint[], other: readonly RocPoint[]): RocPair[] {
  const places = [...choicesOf(one), ...choicesOf(other)].map(({ fpr }) => fpr).sort((a, b) => a - b);
  const apart = places.filter(
    (fpr, index) =>
      index === 0 || Math.floor(fpr / CHOICE_STEP) > Math.floor((places[index - 1] ?? 0) / CHOICE_STEP),
  );
  return apart.map((fpr) => ({ fpr, one: heightAt(one, fpr), other: heightAt(other, fpr) }));
}

/** The curve's height as it is drawn: where it goes straight up, its upper end. */
function heightAt(points: readonly RocPoint[], fpr: number): number | undefined {
  const index = points.findLastIndex((point) => point.fpr <= fpr);
  const [before, after] = [points[index], points[index + 1]];
  if (before === undefined || after === undefined || before.fpr === fpr) return before?.tpr;
  return before.tpr + ((after.tpr - before.tpr) * (fpr - before.fpr)) / (after.fpr - before.fpr);
}

/** Where the threshold of all other figures lies. */
export function operatingPoint({ confusion, positives, negatives, threshold }: Figures): RocPoint {
  return {
    threshold,
    fpr: confusion.falsePositives / negatives,
    tpr: confusion.truePositives / positives,
  };
}

/** What stands above the two shares of a point. */
export function thresholdName(threshold: number): string {
  return Number.isFinite(threshold) ? `Threshold ${figure(threshold)}` : "A threshold above every score";
}

/** The curve for those who do not see it. */
export function inWords(points: readonly RocPoint[], at: RocPoint, positive: Label): string {
  const negative = otherLabel(positive);
  const reached = [0.01, 0.05, 0.1, 0.2].map((share) => {
    const best = points.findLast(({ fpr }) => fpr <= share);
    return `${percent(best?.tpr)} with at most ${100 * share} %`;
  });
  return (
    `At threshold ${at.threshold} it finds ${percent(at.tpr)} of the ${positive} photos and calls ` +
    `${percent(at.fpr)} of the ${negative} photos ${positive} by mistake. ` +
    `By other thresholds it finds ${reached.join(", ")} of such mistakes.`
  );
}
