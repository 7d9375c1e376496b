import type { RocPoint } from "../../models/operating-point";
import { figure } from "./format";

/** How far apart along the curve two points to choose from are, at least. */
const CHOICE_STEP = 0.01;

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

/** What stands above the two shares of a point. */
export function thresholdName(threshold: number): string {
  return Number.isFinite(threshold) ? `Threshold ${figure(threshold)}` : "A threshold above every score";
}
