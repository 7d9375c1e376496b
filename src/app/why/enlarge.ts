import { MAP_SIDE } from "../../backbone/architecture";

/** Side of a field in pixels: odd, so that the centre of a field is the centre of a pixel. */
const FIELD = 15;

/** Side of an enlarged map in pixels. */
export const ENLARGED_SIDE = FIELD * MAP_SIDE;

/** The weight of each field in each row of pixels, and in each column. */
const SHARES: readonly Float32Array[] = Array.from({ length: ENLARGED_SIDE }, (_none, pixel) =>
  sharesAt((pixel + 0.5) / FIELD - 0.5),
);

/**
 * Enlarges a map [7, 7] smoothly by cubic convolution (Keys 1981, a = −½, edge values repeated). The centre of each field
 * keeps the field’s value.
 * @returns [105, 105]
 */
export function enlarged(map: Float32Array): Float32Array {
  const rows = new Float32Array(ENLARGED_SIDE * MAP_SIDE);
  for (const [y, shares] of SHARES.entries()) {
    for (let x = 0; x < MAP_SIDE; x++) rows[y * MAP_SIDE + x] = weighted(shares, map, x, MAP_SIDE);
  }
  const values = new Float32Array(ENLARGED_SIDE * ENLARGED_SIDE);
  for (let y = 0; y < ENLARGED_SIDE; y++) {
    for (const [x, shares] of SHARES.entries())
      values[y * ENLARGED_SIDE + x] = weighted(shares, rows, y * MAP_SIDE, 1);
  }
  return values;
}

function weighted(shares: Float32Array, values: Float32Array, start: number, step: number): number {
  let sum = 0;
  for (let field = 0; field < MAP_SIDE; field++)
    sum += (shares[field] as number) * (values[start + field * step] as number);
  return sum;
}

/** @param position in fields: 0 is the centre of the first one */
function sharesAt(position: number): Float32Array {
  const shares = new Float32Array(MAP_SIDE);
  const before = Math.floor(position);
  for (let field = before - 1; field <= before + 2; field++) {
    const at = Math.min(MAP_SIDE - 1, Math.max(0, field));
    shares[at] = (shares[at] as number) + cubic(Math.abs(position - field));
  }
  return shares;
}

/** Keys 1981, “Cubic convolution interpolation for digital image processing”, equation 15. */
function cubic(distance: number): number {
  if (distance <= 1) return 1.5 * distance ** 3 - 2.5 * distance ** 2 + 1;
  return distance < 2 ? -0.5 * distance ** 3 + 2.5 * distance ** 2 - 4 * distance + 2 : 0;
}
