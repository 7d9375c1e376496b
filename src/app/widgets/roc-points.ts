import type { RocPoint } from "../../models/operating-point";
import { figure } from "./format";

/** Minimum distance along the curve between two selectable points. */
const CHOICE_STEP = 0.01;

/**
 * The points that the pointer and the arrow keys select: of points at the same x, only the highest; with thousands of
 * photos, about 200 at most.
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

/** The heights of two curves at one x; undefined for a missing curve. */
export interface RocPair {
  readonly fpr: number;
  readonly one: number | undefined;
  readonly other: number | undefined;
}

/** The points that the pointer and the arrow keys select if two curves share a chart. */
export function pairsOf(one: readonly RocPoint[], other: readonly RocPoint[]): RocPair[] {
  const places = [...choicesOf(one), ...choicesOf(other)].map(({ fpr }) => fpr).sort((a, b) => a - b);
  const apart = places.filter(
    (fpr, index) =>
      index === 0 || Math.floor(fpr / CHOICE_STEP) > Math.floor((places[index - 1] ?? 0) / CHOICE_STEP),
  );
  return apart.map((fpr) => ({ fpr, one: heightAt(one, fpr), other: heightAt(other, fpr) }));
}

/** The curve’s height as drawn: the upper end of a vertical step. */
function heightAt(points: readonly RocPoint[], fpr: number): number | undefined {
  const index = points.findLastIndex((point) => point.fpr <= fpr);
  const [before, after] = [points[index], points[index + 1]];
  if (before === undefined || after === undefined || before.fpr === fpr) return before?.tpr;
  return before.tpr + ((after.tpr - before.tpr) * (fpr - before.fpr)) / (after.fpr - before.fpr);
}

/** The tooltip’s title for a point. */
export function thresholdName(threshold: number): string {
  return Number.isFinite(threshold) ? `Threshold ${figure(threshold)}` : "A threshold above every score";
}
