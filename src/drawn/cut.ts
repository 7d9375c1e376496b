import type { Random } from "../common/random";
import { bothSides, ellipse, mirrored, type Point, points, shape } from "./shapes";
import type { HairStyle, Traits } from "./traits";

/** The parameters of a hairstyle; lengths in face units. */
export interface Cut {
  readonly texture: "smooth" | "wavy" | "curly";
  /** How far the hair extends above the skull and beyond the temples. */
  readonly lift: number;
  readonly side: number;
  /** The height (y) at which the hair in front of the ears ends. */
  readonly ends: number;
  readonly hairline: "round" | "high" | "parted" | "curtain" | "fringe";
  /** The height at which the hair behind the head ends; absent if there is none. */
  readonly behind?: number;
  /** Gathered hair: a knot on top, or a tail over one shoulder. */
  readonly gathered?: "bun" | "tail";
  /** 0 to 1; below 1 the scalp shows through. */
  readonly opacity?: number;
}

const CUTS: Record<Exclude<HairStyle, "bald">, Cut> = {
  buzz: { texture: "smooth", lift: 1, side: 0, ends: 0, hairline: "round", opacity: 0.72 },
  crop: { texture: "smooth", lift: 7, side: 2, ends: 4, hairline: "round" },
  parted: { texture: "smooth", lift: 11, side: 3, ends: 6, hairline: "parted" },
  quiff: { texture: "smooth", lift: 20, side: 1, ends: 4, hairline: "high" },
  curls: { texture: "curly", lift: 10, side: 3, ends: -4, hairline: "round", behind: 8 },
  afro: { texture: "curly", lift: 26, side: 22, ends: 14, hairline: "round", behind: 34 },
  pixie: { texture: "smooth", lift: 11, side: 4, ends: 14, hairline: "fringe" },
  bob: { texture: "smooth", lift: 10, side: 8, ends: 56, hairline: "curtain", behind: 58 },
  straight: { texture: "smooth", lift: 8, side: 6, ends: 118, hairline: "curtain", behind: 122 },
  wavy: { texture: "wavy", lift: 11, side: 12, ends: 104, hairline: "curtain", behind: 112 },
  curly: { texture: "curly", lift: 16, side: 18, ends: 58, hairline: "curtain", behind: 88 },
  bun: { texture: "smooth", lift: 6, side: 1, ends: -2, hairline: "curtain", gathered: "bun" },
  ponytail: { texture: "smooth", lift: 7, side: 1, ends: -2, hairline: "parted", gathered: "tail" },
};

/** The hairline on the forehead, from the right temple to the left, parted on the right. */
const HAIRLINES: Record<Cut["hairline"], readonly Point[]> = {
  round: points("51,-24 38,-48 0,-55 -38,-48 -51,-24"),
  high: points("51,-28 40,-56 14,-54 0,-58 -14,-54 -40,-56 -51,-28"),
  parted: points("52,-22 44,-46 22,-63 -10,-52 -40,-40 -52,-22"),
  curtain: points("54,-8 46,-34 10,-65 -16,-56 -44,-32 -54,-8"),
  fringe: points("54,-14 46,-31 22,-31 -6,-27 -32,-30 -47,-28 -54,-12"),
};

/** The cut as worn: with random variation, and pressed down under a hat. */
export function cutOf({ hairStyle, volume, fringe, hat }: Traits): Cut | undefined {
  if (hairStyle === "bald") return undefined;
  const cut = CUTS[hairStyle];
  const more = 0.75 + 0.5 * volume;
  const hairline = cut.hairline === "curtain" && fringe && !cut.gathered ? "fringe" : cut.hairline;
  if (hat !== "none") return { ...cut, hairline, lift: 2, side: Math.min(10, cut.side) };
  return { ...cut, hairline, lift: cut.lift * more, side: cut.side * more };
}

/** The outline of the hair behind the head, down to the height `bottom`. */
export function behindShape(cut: Cut, bottom: number): Path2D {
  return cut.texture === "curly" ? maneShape(cut, bottom) : curtainShape(cut, bottom);
}

function curtainShape({ lift, side }: Cut, bottom: number): Path2D {
  const wide = 60 + side;
  return shape(
    bothSides([
      [0, -80 - lift * 0.9],
      [36, -74 - lift * 0.7],
      [wide - 4, -40],
      [wide, 0],
      [wide + 2, bottom * 0.55],
      [wide - 4, bottom],
      [0, bottom + 3],
    ]),
  );
}

/** Curly hair stands around the head like a ball. */
function maneShape({ lift, side }: Cut, bottom: number): Path2D {
  const top = -83 - lift;
  return ellipse(0, (top + bottom) / 2, 60 + side, (bottom - top) / 2);
}

/** The hair from one temple over the top to the other; long hair also falls beside the face. */
export function frontShape(random: Random, traits: Traits, cut: Cut): Path2D {
  const top: Point[] = [
    [54 + cut.side * 0.9, -54],
    [31 + cut.side * 0.4, -78 - cut.lift * 0.75],
  ];
  const crown: Point = [cut.lift * 0.5, -83 - cut.lift];
  const [left, right] = [fall(random, traits, cut), fall(random, traits, cut)];
  const over = [...mirrored([...left.outer, ...top]), crown, ...[...right.outer, ...top].reverse()];
  const under = [...right.inner, ...HAIRLINES[cut.hairline], ...mirrored(left.inner).reverse()];
  return traits.part === 1 ? shape(over, under) : shape(mirrored(over).reverse(), mirrored(under).reverse());
}

/** The hair beside the face, on the right: its outer edge from below, its inner edge from below too. */
function fall(random: Random, traits: Traits, cut: Cut): { outer: Point[]; inner: Point[] } {
  const { ends, texture } = cut;
  // Curls beside the face stay inside the ball of curls behind it.
  const wide = 60 + (texture === "curly" ? 0.4 : 1) * cut.side;
  if (ends < 30) {
    const outer: Point[] = [
      [59 + cut.side * 0.4, ends],
      [wide + 1, -20],
    ];
    return { outer, inner: [[57, ends]] };
  }
  const inside = 52 - 3 * traits.volume;
  const wave = texture === "smooth" ? 0 : random.uniform(3, 6);
  const outer: Point[] = [
    [wide - 12, ends + random.uniform(-4, 6)],
    [wide + wave, ends * 0.85],
    [wide + 3 - wave, ends * 0.55],
    [wide + wave, 14],
    [wide, -22],
  ];
  const inner: Point[] = [
    [inside + 2, 6],
    [inside - wave, ends * 0.5],
    [inside + 1, ends * 0.8],
    [wide - 14, ends + 2],
  ];
  return { outer, inner: inner.reverse() };
}
