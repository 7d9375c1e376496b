import { INPUT_SIZE } from "../backbone/architecture";
import type { Random } from "../common/random";
import { type Look, STRENGTHS } from "../conditions/conditions";
import type { Pixels } from "../conditions/rgb-pixels";
import { type Augmentation, conditionsAmong } from "./tuning-settings";

/** A bad condition that a photo is put into, and the seed of what chance does to it there. */
export interface DrawnLook extends Look {
  readonly seed: number;
}

/** How a photo is changed before one training step. */
export interface Change {
  /** Comes before all else; undefined: it stays in the condition that it is in. */
  readonly look: DrawnLook | undefined;
  readonly flip: boolean;
  /** Pixels to the right and down, whole ones. */
  readonly right: number;
  readonly down: number;
  /** Enlargement around the middle. */
  readonly scale: number;
  /** What every colour value is multiplied by. */
  readonly brightness: number;
}

export const UNCHANGED: Change = { look: undefined, flip: false, right: 0, down: 0, scale: 1, brightness: 1 };

/** Most that a photo is moved, in pixels of its 224. */
const SHIFT = 16;
const SCALE = 0.1;
const BRIGHTNESS = 0.2;

/** Share of the photos that are put into a bad condition, where some are wanted. */
const CONDITIONS_SHARE = 0.5;

/** Draws a change; what is not wanted takes no numbers from `random`. */
export function drawChange(random: Random, wanted: readonly Augmentation[]): Change {
  const whole = () => random.integer(2 * SHIFT + 1) - SHIFT;
  return {
    flip: wanted.includes("flip") && random.next() < 0.5,
    ...(wanted.includes("shift") ? { right: whole(), down: whole() } : { right: 0, down: 0 }),
    scale: wanted.includes("scale") ? random.uniform(1 - SCALE, 1 + SCALE) : 1,
    brightness: wanted.includes("brightness") ? random.uniform(1 - BRIGHTNESS, 1 + BRIGHTNESS) : 1,
    look: drawLook(random, wanted),
  };
}

/** One of the wanted conditions at any strength, as often as another. */
function drawLook(random: Random, wanted: readonly Augmentation[]): DrawnLook | undefined {
  const conditions = conditionsAmong(wanted);
  if (conditions.length === 0 || random.next() >= CONDITIONS_SHARE) return undefined;
  const condition = conditions[random.integer(conditions.length)];
  const strength = STRENGTHS[random.integer(STRENGTHS.length)];
  const seed = random.integer(2 ** 31);
  return condition && strength && { condition, strength, seed };
}

/**
 * Writes a changed photo as the backbone's input, `x / divisor - 1`. Where the photo was moved away, its mirror image goes
 * on: with its edge smeared in place of that, the same split came to an area under the curve of 0.990, not 0.998.
 * @param rgb 224 × 224 × 3 bytes, in the condition that the change wants
 * @param target receives as many values from `offset` on
 */
export function writeChanged(
  rgb: Pixels,
  change: Change,
  divisor: number,
  target: Float32Array,
  offset: number,
): void {
  const factor = change.brightness / divisor;
  // 255 / divisor - 1, so that a brighter photo does not leave the range of an ordinary one.
  const most = 255 / divisor - 1;
  const columns = sources(change.flip, change.right, change.scale);
  const rows = sources(false, change.down, change.scale);
  let to = offset;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * INPUT_SIZE + column) * 3;
      for (let colour = 0; colour < 3; colour++)
        target[to++] = Math.min(most, (rgb[from + colour] as number) * factor - 1);
    }
  }
}

/** For each of 224 positions the one whose pixel it gets: the nearest. */
function sources(flip: boolean, shift: number, scale: number): Uint8Array {
  const middle = (INPUT_SIZE - 1) / 2;
  return Uint8Array.from({ length: INPUT_SIZE }, (_none, position) => {
    const moved = position - shift;
    const scaled = (moved - middle) / scale + middle;
    const source = mirrored(Math.round(scaled));
    return flip ? INPUT_SIZE - 1 - source : source;
  });
}

/** A position beyond an edge as the one that is as far on this side of it (`symmetric` of numpy.pad and tf.pad). */
function mirrored(position: number): number {
  if (position < 0) return -1 - position;
  return position < INPUT_SIZE ? position : 2 * INPUT_SIZE - 1 - position;
}
