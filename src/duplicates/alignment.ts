import { THUMBNAIL_LENGTH, THUMBNAIL_SIDE } from "./grey-thumbnail";

/**
 * Two thumbnails show the same where their greys, one laid on the other as well as it goes, correlate at least so. Of
 * 800 real faces the five pairs that the eye finds to be the same came to 0.986 and more, photos that were saved
 * again, made smaller, lighter or cropped by up to 4 % at each edge to 0.964 and more, and of the others whose hashes
 * are close none to more than 0.924.
 */
const SAME = 0.95;

/** After so many steps what shows the same lies well; the measured figures are those after them. */
const STEPS = 5;

/** Before the first step, and after one or more, 99 % of what shows the same correlate at least so: others are given up. */
const HOPEFUL = [0.6, 0.8] as const;

/** Pixels by which an edge may be moved: a tenth of the picture. */
const FARTHEST = 3;

/** Places along a side as seen from the middle, -1 to 1. */
const FROM_MIDDLE = Float64Array.from(
  { length: THUMBNAIL_SIDE },
  (_none, place) => (2 * place) / (THUMBNAIL_SIDE - 1) - 1,
);

/** A thumbnail that others are laid on, with what does not depend on the others. */
export interface Template {
  readonly greys: Uint8Array;
  readonly across: Change;
  readonly down: Change;
}

/** By how much each grey changes when a thumbnail is moved by a pixel in one direction, and when it is stretched. */
interface Change {
  readonly moved: Float64Array;
  readonly stretched: Float64Array;
  /** Inverse of the symmetric matrix of their products, row by row without the third. */
  readonly inverse: readonly [number, number, number];
}

/** Where a thumbnail is looked at in one direction: at `place + move + stretch * FROM_MIDDLE[place]`, in pixels. */
interface Laying {
  readonly move: number;
  readonly stretch: number;
}

const AS_IT_IS: Laying = { move: 0, stretch: 0 };

export function templateOf(greys: Uint8Array): Template {
  return { greys, across: changeOf(greys, 1), down: changeOf(greys, THUMBNAIL_SIDE) };
}

/** @param step from a pixel to the next one in the direction */
function changeOf(greys: Uint8Array, step: number): Change {
  const moved = new Float64Array(THUMBNAIL_LENGTH);
  const stretched = new Float64Array(THUMBNAIL_LENGTH);
  let [mm, ms, ss] = [0, 0, 0];
  for (let at = 0; at < THUMBNAIL_LENGTH; at++) {
    const place = Math.floor(at / step) % THUMBNAIL_SIDE;
    const before = place > 0 ? 1 : 0;
    const after = place < THUMBNAIL_SIDE - 1 ? 1 : 0;
    const rise = (greys[at + after * step] as number) - (greys[at - before * step] as number);
    const m = rise / (before + after);
    const s = m * (FROM_MIDDLE[place] as number);
    moved[at] = m;
    stretched[at] = s;
    mm += m * m;
    ms += m * s;
    ss += s * s;
  }
  const determinant = mm * ss - ms * ms;
  const scale = determinant > 0 ? 1 / determinant : 0;
  return { moved, stretched, inverse: [scale * ss, -scale * ms, scale * mm] };
}

/**
 * Whether another thumbnail shows the same as the template, but for brightness, contrast, a slight crop or shift:
 * inverse compositional alignment (Baker & Matthews 2004, "Lucas-Kanade 20 Years On", 3.2) of a shift and a stretch
 * across and the same down, each direction for itself.
 */
export function showSame(template: Template, greys: Uint8Array): boolean {
  let across = AS_IT_IS;
  let down = AS_IT_IS;
  for (let step = 0; ; step++) {
    const { correlation, excess } = lay(greys, across, down, template.greys);
    if (correlation >= SAME) return true;
    if (step === STEPS || correlation < HOPEFUL[step === 0 ? 0 : 1]) return false;
    across = corrected(across, template.across, excess);
    down = corrected(down, template.down, excess);
  }
}

/** The next step of Gauss and Newton. */
function corrected(
  { move, stretch }: Laying,
  { moved, stretched, inverse }: Change,
  excess: Float64Array,
): Laying {
  let [m, s] = [0, 0];
  for (let at = 0; at < THUMBNAIL_LENGTH; at++) {
    m += (moved[at] as number) * (excess[at] as number);
    s += (stretched[at] as number) * (excess[at] as number);
  }
  return {
    move: limited(move - inverse[0] * m - inverse[1] * s),
    stretch: limited(stretch - inverse[1] * m - inverse[2] * s),
  };
}

function limited(pixels: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, pixels));
}

/** Overwritten by each laying. */
const laid = new Float64Array(THUMBNAIL_LENGTH);
const excess = new Float64Array(THUMBNAIL_LENGTH);

/**
 * Lays a thumbnail on another.
 * @returns how well their greys correlate where it covers the other, and by how much those that are laid are above
 * the others once brightness and contrast are made the same; 0 where it does not cover
 */
function lay(
  greys: Uint8Array,
  across: Laying,
  down: Laying,
  on: Uint8Array,
): { correlation: number; excess: Float64Array } {
  sample(greys, across, down);
  let [count, sumL, sumO, sumLL, sumOO, sumLO] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < THUMBNAIL_LENGTH; at++) {
    const l = laid[at] as number;
    if (Number.isNaN(l)) continue;
    const o = on[at] as number;
    count++;
    sumL += l;
    sumO += o;
    sumLL += l * l;
    sumOO += o * o;
    sumLO += l * o;
  }
  const [meanL, meanO] = [sumL / count, sumO / count];
  const [varL, varO, both] = [sumLL - sumL * meanL, sumOO - sumO * meanO, sumLO - sumL * meanO];
  // Pictures of one grey show nothing, so nothing that is the same.
  if (varL < 1 || varO < 1) return { correlation: 0, excess };
  const contrast = both / varL;
  for (let at = 0; at < THUMBNAIL_LENGTH; at++) {
    const l = laid[at] as number;
    excess[at] = Number.isNaN(l) ? 0 : contrast * (l - meanL) - ((on[at] as number) - meanO);
  }
  return { correlation: both / Math.sqrt(varL * varO), excess };
}

/** Writes the greys between the pixels into `laid`, linearly interpolated; NaN beyond the edges. */
function sample(greys: Uint8Array, across: Laying, down: Laying): void {
  const last = THUMBNAIL_SIDE - 1;
  for (let y = 0, at = 0; y < THUMBNAIL_SIDE; y++) {
    const fromY = y + down.move + down.stretch * (FROM_MIDDLE[y] as number);
    const top = Math.min(last - 1, Math.floor(fromY));
    for (let x = 0; x < THUMBNAIL_SIDE; x++, at++) {
      const fromX = x + across.move + across.stretch * (FROM_MIDDLE[x] as number);
      const left = Math.min(last - 1, Math.floor(fromX));
      const isInside = fromX >= 0 && fromX <= last && fromY >= 0 && fromY <= last;
      laid[at] = isInside
        ? greyAt(greys, top * THUMBNAIL_SIDE + left, fromX - left, fromY - top)
        : Number.NaN;
    }
  }
}

/** The grey in between four pixels, of which the upper left one is `at`. */
function greyAt(greys: Uint8Array, at: number, right: number, below: number): number {
  const upper = mix(greys[at] as number, greys[at + 1] as number, right);
  const lower = mix(greys[at + THUMBNAIL_SIDE] as number, greys[at + THUMBNAIL_SIDE + 1] as number, right);
  return mix(upper, lower, below);
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}
