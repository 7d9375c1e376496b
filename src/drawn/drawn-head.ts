import type { Random } from "../common/random";
import { type Brush, fill, glow, stroke, within } from "./brush";
import { BLACK, css, mix, type Rgb, WHITE } from "./colour";
import { bothSides, curve, ellipse, type Point, shape } from "./shapes";
import type { Traits } from "./traits";

const EYE_Y = -4;
const EYE_X = 25;
const NOSE_Y = 25;
export const MOUTH_Y = 47;

/** The colour of `skin` in shadow: darker and slightly redder. */
function shaded(skin: Rgb, amount: number): Rgb {
  return mix(skin, [skin[0] * 0.55, skin[1] * 0.4, skin[2] * 0.38], amount);
}

/** Half the width of the jaw at mouth level. */
export function jawWidth(traits: Traits): number {
  return 39 + 11 * traits.jaw;
}

export function headShape(traits: Traits): Path2D {
  const jaw = jawWidth(traits);
  return shape(
    bothSides([
      [0, -82],
      [33, -74],
      [54, -46],
      [59, -8],
      [56, 22],
      [jaw, 52],
      [15 + 9 * traits.jaw, 75],
      [0, 80],
    ]),
  );
}

export function drawNeck(brush: Brush, { skin, neck, turn }: Traits): void {
  const path = shape([
    [-neck, 30],
    [-neck, 84],
    [-neck - 14, 112],
    [-neck - 30, 190],
    [neck + 30, 190],
    [neck + 14, 112],
    [neck, 84],
    [neck, 30],
  ]);
  fill(brush, path, css(shaded(skin, 0.12)));
  within(brush, path, () => fill(brush, ellipse(turn * 6, 58, 56, 38), css(shaded(skin, 0.5), 0.75)));
}

export function drawEars(brush: Brush, { skin, width, turn }: Traits): void {
  for (const at of [-1, 1]) {
    const x = at * 59 * width - turn * 3;
    fill(brush, ellipse(x, 4, 9, 15), css(shaded(skin, 0.1)));
    fill(brush, ellipse(x - at, 5, 5, 9.5), css(shaded(skin, 0.36), 0.8));
  }
}

/** The head without features: skin, shading, cheeks. `light` is the side of the light, -1 to 1. */
export function drawHead(brush: Brush, random: Random, traits: Traits, light: number): void {
  const { skin, blush, freckles, turn } = traits;
  const path = headShape(traits);
  fill(brush, path, css(skin));
  within(brush, path, () => {
    glow(brush, [light * 26, -34], 92, mix(skin, WHITE, 0.55), 0.55);
    glow(brush, [-light * 74, 44], 84, shaded(skin, 0.75), 0.6);
    glow(brush, [turn * 5, 92], 40, shaded(skin, 0.8), 0.5);
    for (const at of [-1, 1]) {
      glow(brush, [at * 34 + turn * 6, 26], 22, mix(skin, [222, 70, 70], 0.6), blush * 0.6);
    }
    if (freckles) drawFreckles(brush, random, traits);
  });
}

function drawFreckles(brush: Brush, random: Random, { skin, turn }: Traits): void {
  for (let count = 0; count < 36; count++) {
    const x = random.normal(0, 22) + turn * 6;
    fill(brush, ellipse(x, random.normal(17, 7), random.uniform(0.5, 1.2)), css(shaded(skin, 0.6), 0.5));
  }
}

export function drawNose(brush: Brush, { skin, noseWidth, turn }: Traits, light: number): void {
  const half = 9 + 6 * noseWidth;
  const x = turn * 10;
  const dark = shaded(skin, 0.7);
  glow(brush, [x, NOSE_Y - 3], half + 4, mix(skin, WHITE, 0.5), 0.5);
  glow(brush, [x - Math.sign(light) * (half - 2), NOSE_Y - 8], 11, dark, 0.22);
  const bridge: Point[] = [
    [x * 0.4 - Math.sign(light) * 7, -10],
    [x * 0.7 - Math.sign(light) * 5, 6],
    [x - Math.sign(light) * (half - 1), NOSE_Y - 4],
  ];
  stroke(brush, curve(bridge), css(dark, 0.22), 2.5);
  for (const at of [-1, 1]) {
    const wing: Point[] = [
      [x + at * half, NOSE_Y - 5],
      [x + at * (half + 0.5), NOSE_Y + 1],
      [x + at * (half - 4), NOSE_Y + 2.5],
    ];
    stroke(brush, curve(wing), css(dark, 0.5), 1.8);
    fill(brush, ellipse(x + at * half * 0.45, NOSE_Y + 2.5, 3, 1.7), css(dark, 0.75));
  }
}

export function drawEyes(brush: Brush, random: Random, traits: Traits): void {
  const gaze = random.normal(0, 1.6);
  const open = random.uniform(0.88, 1.08);
  for (const at of [-1, 1] as const) drawEye(brush, traits, at, gaze, open);
}

function drawEye(brush: Brush, traits: Traits, at: -1 | 1, gaze: number, open: number): void {
  const { iris, eyeSize, turn } = traits;
  const x = at * EYE_X + turn * 6;
  const half = 12 + 3 * eyeSize;
  const high = (6.4 + 2.4 * eyeSize) * open;
  const upper: Point[] = [
    [x - at * half, EYE_Y + 2],
    [x - at * half * 0.45, EYE_Y - high * 0.8],
    [x + at * half * 0.3, EYE_Y - high * 0.85],
    [x + at * half, EYE_Y - 0.5],
  ];
  const lower: Point[] = [
    [x + at * half, EYE_Y - 0.5],
    [x + at * half * 0.35, EYE_Y + high * 0.72],
    [x - at * half * 0.4, EYE_Y + high * 0.75],
    [x - at * half, EYE_Y + 2],
  ];
  drawLid(brush, traits, [x, EYE_Y], half, high);
  const white = shape(upper, lower);
  fill(brush, white, css([250, 247, 243]));
  within(brush, white, () => {
    const radius = high * 0.92;
    fill(brush, ellipse(x + gaze, EYE_Y - 0.5, radius), css(mix(iris, BLACK, 0.45)));
    fill(brush, ellipse(x + gaze, EYE_Y - 0.5, radius * 0.84), css(iris));
    fill(brush, ellipse(x + gaze, EYE_Y - 0.5, radius * 0.45), css([18, 14, 14]));
    fill(brush, ellipse(x + gaze + 2.2, EYE_Y - 3, radius * 0.24), css(WHITE, 0.95));
    stroke(brush, curve(upper), css(BLACK, 0.2), 5);
  });
  drawLashes(brush, traits, upper, lower, at);
}

/** The eyelid: its crease, and eye shadow if worn. */
function drawLid(brush: Brush, traits: Traits, [x, y]: Point, half: number, high: number): void {
  glow(brush, [x, y - 2], half * 1.5, shaded(traits.skin, 0.8), 0.28);
  if (traits.eyeShadow > 0.15) {
    fill(
      brush,
      ellipse(x, y - high * 0.75, half * 1.05, high * 0.85),
      css(traits.eyeShadowColour, traits.eyeShadow * 0.75),
    );
  }
  const crease: Point[] = [
    [x - half * 0.85, y - high * 0.7],
    [x, y - high * 1.45],
    [x + half * 0.85, y - high * 0.7],
  ];
  stroke(brush, curve(crease), css(shaded(traits.skin, 0.8), 0.45), 1.3);
}

function drawLashes(
  brush: Brush,
  { lashes, skin }: Traits,
  upper: Point[],
  lower: Point[],
  at: -1 | 1,
): void {
  const dark = mix([38, 26, 24], BLACK, lashes * 0.6);
  stroke(brush, curve(upper), css(dark, 0.92), 1.5 + 2.2 * lashes);
  stroke(brush, curve(lower), css(shaded(skin, 0.9), 0.5), 1);
  if (lashes < 0.35) return;
  for (const [index, [x, y]] of upper.slice(1).entries()) {
    const lash: Point[] = [
      [x, y],
      [x + at * (1 + index * 1.6), y - 2 - 2 * lashes],
      [x + at * (3 + index * 2.4), y - 2.5 - 3.2 * lashes],
    ];
    stroke(brush, curve(lash), css(dark, 0.9), 1.5);
  }
}

export function drawBrows(brush: Brush, random: Random, traits: Traits): void {
  const { hair, browThickness, browArch, turn } = traits;
  const colour = mix(hair, [52, 36, 30], 0.45);
  const raised = random.normal(0, 1.5);
  const thick = 1.6 + 4.6 * browThickness;
  const high = 3 + 6 * browArch;
  for (const at of [-1, 1]) {
    const x = at * EYE_X + turn * 6;
    const y = EYE_Y - 18 - raised;
    const top: Point[] = [
      [x - at * 13, y + 1 - thick * 0.4],
      [x + at * 3, y - high * 0.8 - thick * 0.55],
      [x + at * 19, y + 4],
    ];
    const bottom: Point[] = [
      [x + at * 19, y + 4],
      [x + at * 3, y - high * 0.8 + thick * 0.5],
      [x - at * 14, y + 1 + thick * 0.8],
    ];
    fill(brush, shape(top, bottom), css(colour, 0.88));
  }
}

export function drawMouth(brush: Brush, traits: Traits): void {
  const { lipFullness, lipColour, smile, teeth, turn, skin } = traits;
  const x = turn * 8;
  const half = 18 + 6 * Math.max(0, smile);
  const corner = MOUTH_Y - 5 * smile;
  const open = teeth && smile > 0.3 ? 3 + 4 * smile : 0;
  const top = MOUTH_Y - 3 - 4.5 * lipFullness;
  const bottom = MOUTH_Y + 4 + 6.5 * lipFullness + open;
  const left: Point = [x - half, corner];
  const right: Point = [x + half, corner];
  const upperEdge: Point[] = [left, [x - 6, top], [x, top + 2], [x + 6, top], right];
  const lowerEdge: Point[] = [right, [x + 9, bottom - 2], [x - 9, bottom - 2], left];
  glow(brush, [x, bottom + 5], 11, shaded(skin, 0.7), 0.35);
  fill(brush, shape(upperEdge, lowerEdge), css(lipColour));
  const upperLine: Point[] = [left, [x, MOUTH_Y + 0.5 - open * 0.2], right];
  const lowerLine: Point[] = [right, [x, MOUTH_Y + 0.5 + open], left];
  if (open) fill(brush, shape(upperLine, lowerLine), css([250, 246, 240]));
  stroke(brush, curve(upperLine), css(shaded(lipColour, 0.9), 0.9), 1.7);
  const shine = ellipse(x, (MOUTH_Y + open + bottom) / 2 + 0.5, half * 0.35, 1 + lipFullness);
  fill(brush, shine, css(WHITE, 0.1 + 0.14 * lipFullness));
  for (const [cornerX, cornerY] of [left, right]) glow(brush, [cornerX, cornerY], 5, shaded(skin, 0.9), 0.45);
}
