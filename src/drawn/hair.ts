import type { Random } from "../common/random";
import { type Brush, fill, stroke, within } from "./brush";
import { BLACK, css, mix, type Rgb } from "./colour";
import { behindShape, type Cut, cutOf, frontShape } from "./cut";
import { headShape } from "./drawn-head";
import { curve, ellipse, type Point, shape } from "./shapes";
import type { Traits } from "./traits";

/** The colour of highlights on hair. */
export const GLEAM: Rgb = [255, 232, 205];

/** Hair behind the head and the shoulders: long hair, curls, a bun. */
export function drawHairBehind(brush: Brush, random: Random, traits: Traits): void {
  const cut = cutOf(traits);
  if (!cut) return;
  if (cut.gathered === "bun" && traits.hat === "none") drawBun(brush, random, traits);
  if (cut.behind === undefined) return;
  const path = behindShape(cut, cut.behind);
  fill(brush, path, css(mix(traits.hair, BLACK, 0.3)));
  if (cut.texture === "curly") drawRim(brush, random, traits, cut, cut.behind);
  else within(brush, path, () => drawStrands(brush, random, traits, cut));
}

/** Hair in front of the head: on top, beside the face, and a ponytail over a shoulder. */
export function drawHairInFront(brush: Brush, random: Random, traits: Traits): void {
  const cut = cutOf(traits);
  if (!cut) return;
  if (cut.gathered === "tail") drawTail(brush, random, traits);
  const path = frontShape(random, traits, cut);
  within(brush, headShape(traits), () => {
    // The shadow of the hair on the forehead.
    brush.translate(0, 3);
    stroke(brush, path, css(mix(traits.skin, [60, 30, 20], 0.6), 0.28), 5);
  });
  brush.globalAlpha = cut.opacity ?? 1;
  drawHair(brush, random, traits, cut, path);
  brush.globalAlpha = 1;
}

function drawBun(brush: Brush, random: Random, traits: Traits): void {
  drawHair(brush, random, traits, { texture: "wavy", ends: 0 }, ellipse(traits.part * 6, -98, 27, 24));
}

function drawTail(brush: Brush, random: Random, traits: Traits): void {
  const at = traits.part;
  const outer: Point[] = [
    [at * 46, 40],
    [at * 82, 56],
    [at * 88, 92],
    [at * 70, 132],
  ];
  const inner: Point[] = [
    [at * 70, 132],
    [at * 62, 100],
    [at * 54, 76],
  ];
  drawHair(brush, random, traits, { texture: "wavy", ends: 132 }, shape(outer, inner));
}

type Strands = Pick<Cut, "texture" | "ends">;

function drawHair(brush: Brush, random: Random, traits: Traits, strands: Strands, path: Path2D): void {
  fill(brush, path, css(traits.hair));
  within(brush, path, () => {
    drawStrands(brush, random, traits, strands);
    if (strands.texture !== "curly") drawSheen(brush, traits);
  });
}

/** Lighter and darker strands over the whole head; the caller clips them to the shape of the hair. */
function drawStrands(brush: Brush, random: Random, { hair, part }: Traits, { texture, ends }: Strands): void {
  const tints = [
    mix(hair, BLACK, 0.28),
    mix(hair, BLACK, 0.14),
    mix(hair, GLEAM, 0.12),
    mix(hair, GLEAM, 0.24),
  ];
  for (const tint of tints) {
    // One path for all strands of a tint: many small clipped strokes would be slow.
    const hairs = new Path2D();
    for (let count = 0; count < 15; count++) {
      if (texture === "curly") addCurls(hairs, random);
      else hairs.addPath(strand(random, part, texture === "wavy" ? 5 : 1, ends));
    }
    stroke(brush, hairs, css(tint, 0.6), random.uniform(1, 1.8));
  }
}

function addCurls(hairs: Path2D, random: Random): void {
  for (let count = 0; count < 3; count++) {
    const [x, y, radius] = [random.uniform(-80, 80), random.uniform(-108, 80), random.uniform(3, 6)];
    const start = random.uniform(0, 2 * Math.PI);
    hairs.moveTo(x + radius * Math.cos(start), y + radius * Math.sin(start));
    hairs.arc(x, y, radius, start, start + 4);
  }
}

/** One strand from the parting over the side of the head, down to about `ends`. */
function strand(random: Random, part: -1 | 1, wave: number, ends: number): Path2D {
  const across = random.uniform(-1, 1);
  const x = part * 16 + across * 88;
  const points: Point[] = [
    [part * 16 + across * 22, -86 - random.uniform(0, 18)],
    [part * 16 + across * 62, -62 + random.normal(0, 5)],
    [x + random.normal(0, wave), -18],
    [x + random.normal(0, wave), 30],
    [x * 0.97 + random.normal(0, wave), 75],
    [x * 0.95 + random.normal(0, wave), 125],
  ];
  return curve(points.filter(([, y]) => y < ends + 40));
}

function drawSheen(brush: Brush, { hair, part }: Traits): void {
  const sheen = curve([
    [-56, -40],
    [-34 + part * 4, -66],
    [part * 8, -75],
    [34 + part * 4, -66],
    [56, -40],
  ]);
  stroke(brush, sheen, css(mix(hair, GLEAM, 0.5), 0.14), 12);
  stroke(brush, sheen, css(mix(hair, GLEAM, 0.6), 0.14), 6);
}

/** Small curls that break the outline of curly hair. */
function drawRim(brush: Brush, random: Random, { hair }: Traits, cut: Cut, bottom: number): void {
  const top = -83 - cut.lift;
  const middle = (top + bottom) / 2;
  for (let angle = 0; angle < 2 * Math.PI; angle += 0.12) {
    const x = Math.cos(angle) * (58 + cut.side);
    const y = middle + Math.sin(angle) * (bottom - middle);
    const radius = random.uniform(5, 9);
    fill(brush, ellipse(x, y, radius), css(mix(hair, BLACK, random.uniform(0, 0.15))));
    stroke(brush, ellipse(x, y, radius * 0.6), css(mix(hair, GLEAM, 0.25), 0.3), 1.2);
  }
}
