import { MAP_SIDE } from "../../backbone/architecture";
import { LABELS, type Label } from "../../common/label";
import type { Evidence } from "../../head/evidence";
import { softmaxOfFirst } from "../../head/head";

/** What the evidence comes to, in hundredths that add up: towards − against + rest = total. */
export interface EvidenceSums {
  /** The label that more speaks for. */
  readonly label: Label;
  /** The sum of the fields that speak for it, and of those that speak for the other; both are at least 0. */
  readonly towards: number;
  readonly against: number;
  /** What belongs to no field: greater than 0 where it speaks for the label. */
  readonly rest: number;
  /** What that leaves for the label. */
  readonly total: number;
  /** The probability of "female" that it stands for. */
  readonly female: number;
}

/** Adds evidence up. Rounded, so that what people add up themselves comes to the same. */
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

/** The strongest field of a map, either way; at least a little, so that it can be divided by. */
export function strongest(map: Float32Array): number {
  return map.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
}

/** The same map for the mirror image. */
export function mirrored(map: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return map.map((_value, place) => {
    const column = place % MAP_SIDE;
    return map[place - column + MAP_SIDE - 1 - column] as number;
  });
}

/** Where most of what speaks for a label is. */
export interface Focus {
  /** Of all that speaks either way, how much speaks for the label. */
  readonly weight: number;
  /** Row and column among three by three parts of the picture, each from 0. */
  readonly row: number;
  readonly column: number;
  /** Of all that speaks for the label, how much is in this part. */
  readonly share: number;
}

/** The one of nine equal parts of the picture in which there is most of what speaks for a label. */
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

/** How much of a row or column of fields lies in the first, second or last third of the side. */
function overlap(field: number, third: number): number {
  const size = MAP_SIDE / 3;
  return Math.max(0, Math.min(field + 1, (third + 1) * size) - Math.max(field, third * size));
}

/** The sum of the fields that speak for a label. */
function spokenFor(map: Float32Array, label: Label): number {
  const sign = label === "female" ? 1 : -1;
  return map.reduce((sum, value) => sum + Math.max(0, sign * value), 0);
}
