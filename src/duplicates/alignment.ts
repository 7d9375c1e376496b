import { THUMBNAIL_LENGTH, THUMBNAIL_SIDE } from "./grey-thumbnail";

/**
 * Two aligned thumbnails show the same picture if their grey values correlate at least this much. Among 800 real faces,
 * the five pairs that look the same to a person reached at least 0.986; photos re-encoded, shrunk, lightened or cropped
 * by up to 4 % at each edge reached at least 0.964; no other pair with close hashes exceeded 0.924.
 */
const SAME = 0.95;

/** Steps after which thumbnails of the same picture are aligned; the figures above were measured after them. */
const STEPS = 5;

/** Before the first step, and after later ones: 99 % of true pairs correlate at least this much; others are dropped. */
const HOPEFUL = [0.6, 0.8] as const;

/** Pixels by which an edge may move: a tenth of the picture. */
const FARTHEST = 3;

/** Positions along a side relative to its middle, -1 to 1. */
const FROM_MIDDLE = Float64Array.from(
  { length: THUMBNAIL_SIDE },
  (_none, place) => (2 * place) / (THUMBNAIL_SIDE - 1) - 1,
);

/** A thumbnail that others are aligned to, with precomputed values that depend on it alone. */
export interface Template {
  readonly greys: Uint8Array;
  readonly across: Change;
  readonly down: Change;
}

/** Derivative of each grey value by a shift of one pixel in one direction, and by a stretch. */
interface Change {
  readonly moved: Float64Array;
  readonly stretched: Float64Array;
  /** Inverse of the symmetric 2×2 matrix of their products, row by row, without the duplicate third entry. */
  readonly inverse: readonly [number, number, number];
}

/** Sampling positions in one direction: `place + move + stretch * FROM_MIDDLE[place]`, in pixels. */
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
 * Whether another thumbnail shows the same picture as the template, up to brightness, contrast, a slight crop or shift.
 * Inverse compositional alignment (Baker & Matthews 2004, "Lucas-Kanade 20 Years On", 3.2) of a shift and a stretch,
 * separately for the two directions.
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

/** The next Gauss–Newton step. */
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

/** Scratch buffer, overwritten by each alignment. */
const laid = new Float64Array(THUMBNAIL_LENGTH);
const excess = new Float64Array(THUMBNAIL_LENGTH);

/**
 * Samples a thumbnail at the positions of another.
 * @returns the correlation of their grey values where they overlap, and their differences after equalising brightness
 * and contrast; 0 where they do not overlap
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
  // Uniform pictures show nothing that could match.
  if (varL < 1 || varO < 1) return { correlation: 0, excess };
  const contrast = both / varL;
  for (let at = 0; at < THUMBNAIL_LENGTH; at++) {
    const l = laid[at] as number;
    excess[at] = Number.isNaN(l) ? 0 : contrast * (l - meanL) - ((on[at] as number) - meanO);
  }
  return { correlation: both / Math.sqrt(varL * varO), excess };
}

/** Writes bilinearly interpolated grey values to `laid`; NaN beyond the edges. */
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

/** The grey value interpolated between four pixels; `at` is the upper left one. */
function greyAt(greys: Uint8Array, at: number, right: number, below: number): number {
  const upper = mix(greys[at] as number, greys[at + 1] as number, right);
  const lower = mix(greys[at + THUMBNAIL_SIDE] as number, greys[at + THUMBNAIL_SIDE + 1] as number, right);
  return mix(upper, lower, below);
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}
