import { MAP_SIDE } from "../../backbone/architecture";
import { LABELS, type Label } from "../../common/label";
import type { Evidence } from "../../head/evidence";
import { softmaxOfFirst } from "../../head/head";

/** The evidence summed up, rounded to hundredths that add up: towards − against + rest = total. */
export interface EvidenceSums {
  /** The label with more evidence. */
  readonly label: Label;
  /** The sum of the fields for it, and of the fields for the other label; both are at least 0. */
  readonly towards: number;
  readonly against: number;
  /** What belongs to no field; above 0 if it speaks for the label. */
  readonly rest: number;
  /** The total for the label. */
  readonly total: number;
  /** The probability of "female" that this amounts to. */
  readonly female: number;
}

/** Adds up the evidence, rounded so that the displayed numbers add up exactly. */
export function evidenceSums({ map, bias }: Evidence): EvidenceSums {
  const sums = { female: spokenFor(map, "female"), male: spokenFor(map, "male") };
  const difference = sums.female - sums.male + bias;
  const label = difference >= 0 ? "female" : "male";
  const hundredths = (value: number) => Math.round(100 * value);
  const total = hundredths(Math.abs(difference));
  const against = hundredths(label === "female" ? sums.male : sums.female);
  const rest = hundredths(label === "female" ? bias : -bias);
  return {
    label,
    towards: (total + against - rest) / 100,
    against: against / 100,
    rest: rest / 100,
    total: total / 100,
    female: softmaxOfFirst(difference, 0),
  };
}

/** The largest absolute value in a map, with a small minimum so that it can be a divisor. */
export function strongest(map: Float32Array): number {
  return map.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
}

/** The map of the mirror image. */
export function mirrored(map: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return map.map((_value, place) => {
    const column = place % MAP_SIDE;
    return map[place - column + MAP_SIDE - 1 - column] as number;
  });
}

/** Where most of the evidence for a label is. */
export interface Focus {
  /** The label’s share of all evidence. */
  readonly weight: number;
  /** Row and column in a 3 × 3 division of the picture, from 0. */
  readonly row: number;
  readonly column: number;
  /** This part’s share of the evidence for the label. */
  readonly share: number;
}

/** Finds which of nine equal parts of the picture holds the most evidence for a label. */
export function focusOf(map: Float32Array, label: Label): Focus {
  const all = LABELS.reduce((sum, each) => sum + spokenFor(map, each), 0);
  const mine = spokenFor(map, label);
  let best = { row: 1, column: 1, share: 0 };
  for (let part = 0; part < 9; part++) {
    const [row, column] = [Math.floor(part / 3), part % 3];
    const inside = map.map((value, place) => {
      const [y, x] = [Math.floor(place / MAP_SIDE), place % MAP_SIDE];
      return value * overlap(y, row) * overlap(x, column);
    });
    const share = spokenFor(inside, label) / mine;
    if (share > best.share) best = { row, column, share };
  }
  return { ...best, weight: all === 0 ? 0 : mine / all };
}

/** How much of a row or column of fields lies in the given third of the side. */
function overlap(field: number, third: number): number {
  const size = MAP_SIDE / 3;
  return Math.max(0, Math.min(field + 1, (third + 1) * size) - Math.max(field, third * size));
}

/** The sum of the evidence for a label. */
function spokenFor(map: Float32Array, label: Label): number {
  const sign = label === "female" ? 1 : -1;
  return map.reduce((sum, value) => sum + Math.max(0, sign * value), 0);
}
