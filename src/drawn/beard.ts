import type { Random } from "../common/random";
import { type Brush, fill, stroke, within } from "./brush";
import { BLACK, css, mix } from "./colour";
import { headShape, jawWidth, MOUTH_Y } from "./drawn-head";
import { GLEAM } from "./hair";
import { bothSides, mirrored, type Point, shape } from "./shapes";
import type { Traits } from "./traits";

/** Stubble, a goatee or a beard; the moustache is separate, because it overlaps the mouth. */
export function drawBeard(brush: Brush, random: Random, traits: Traits): void {
  const { facialHair } = traits;
  if (facialHair === "none" || facialHair === "moustache") return;
  const path = facialHair === "goatee" ? goateeShape(traits) : beardShape(traits);
  const grown = facialHair === "stubble" ? 0.3 : 0.92;
  const colour = mix(traits.hair, BLACK, 0.12);
  const paint = () => {
    fill(brush, path, css(colour, grown));
    if (facialHair === "stubble") drawStubble(brush, random, traits, path);
    else within(brush, path, () => drawBeardHairs(brush, random, traits));
  };
  if (facialHair === "beard") paint();
  else within(brush, headShape(traits), paint);
}

function beardShape(traits: Traits): Path2D {
  const jaw = jawWidth(traits);
  const long = traits.facialHair === "beard" ? 3 + 12 * traits.volume : 0;
  const x = traits.turn * 6;
  const outer: Point[] = [
    [58, -4],
    [57, 24],
    [jaw + 1 + long * 0.3, 54],
    [20, 78 + long],
    [0, 82 + long],
  ];
  const inner: Point[] = [
    [-51, 0],
    [-46, 26],
    [x - 26, 36],
    [x, MOUTH_Y - 12],
    [x + 26, 36],
    [46, 26],
    [51, 0],
  ];
  return shape([...outer, ...mirrored(outer).reverse().slice(1)], inner);
}

function goateeShape({ turn, volume }: Traits): Path2D {
  const x = turn * 7;
  return shape(
    bothSides([
      [0, 34],
      [18, 36],
      [27, 50],
      [23, 68],
      [12, 80 + 6 * volume],
      [0, 82 + 6 * volume],
    ]).map(([pointX, y]): Point => [pointX + x, y]),
  );
}

function drawStubble(brush: Brush, random: Random, { hair }: Traits, path: Path2D): void {
  within(brush, path, () => {
    brush.fillStyle = css(mix(hair, BLACK, 0.3), 0.4);
    for (let dot = 0; dot < 220; dot++)
      brush.fillRect(random.uniform(-58, 58), random.uniform(0, 82), 1.2, 1.4);
  });
}

function drawBeardHairs(brush: Brush, random: Random, { hair }: Traits): void {
  for (const tint of [mix(hair, BLACK, 0.3), mix(hair, GLEAM, 0.18)]) {
    const hairs = new Path2D();
    for (let strand = 0; strand < 45; strand++) {
      const x = random.uniform(-60, 60);
      const y = random.uniform(0, 92);
      hairs.moveTo(x, y);
      hairs.lineTo(x * 0.94 + random.normal(0, 1), y + 11);
    }
    stroke(brush, hairs, css(tint, 0.55), 1.1);
  }
}

export function drawMoustache(brush: Brush, random: Random, traits: Traits): void {
  const { facialHair, hair, volume, turn } = traits;
  if (facialHair === "none" || facialHair === "stubble") return;
  const x = turn * 8;
  const thick = 3.5 + 3 * volume;
  const half: Point[] = [
    [0, 35],
    [12, 35],
    [24, 44 + volume * 4],
  ];
  const under: Point[] = [
    [24, 44 + volume * 4],
    [12, 38 + thick],
    [0, 38 + thick * 0.6],
  ];
  const path = shape(
    [...mirrored(half).reverse(), ...half.slice(1)].map(([px, y]): Point => [px + x, y]),
    [...under, ...mirrored(under).reverse().slice(1)].map(([px, y]): Point => [px + x, y]),
  );
  fill(brush, path, css(mix(hair, BLACK, 0.15)));
  within(brush, path, () => drawBeardHairs(brush, random, traits));
}
