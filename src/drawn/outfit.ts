import { type Brush, fill, stroke, within } from "./brush";
import { BLACK, css, mix, WHITE } from "./colour";
import { bothSides, curve, ellipse, mirrored, type Point, points, shape } from "./shapes";
import type { Traits } from "./traits";

const BEANIE_EDGE = points("-68,-36 -36,-48 0,-52 36,-48 68,-36");

/** The visor of a cap: its edge on the forehead, and its front. */
const VISOR = [points("-62,-46 -34,-58 0,-61 34,-58 62,-46"), points("62,-46 46,-32 0,-29 -46,-32 -62,-46")];

/** The crown of a hat with a brim, and the band around it. */
const CROWN = bothSides(points("0,-112 36,-116 54,-98 62,-52 0,-44"));
const BAND = points("-62,-58 0,-50 62,-58");

export function drawClothes(brush: Brush, traits: Traits): void {
  const { clothes, shoulders, neck, neckline } = traits;
  const high = neckline === "high" ? 82 : 96;
  const deep = neckline === "vee" ? 138 : neckline === "high" ? 86 : 114;
  const outside: Point[] = [
    [neck + 4, high],
    [shoulders * 0.62, 109],
    [shoulders * 0.9, 122],
    [shoulders, 150],
    [shoulders + 8, 300],
  ];
  const opening: Point[] = [
    [-neck - 4, high],
    [-neck * 0.5, (high + deep) / 2 + 4],
    [0, deep],
    [neck * 0.5, (high + deep) / 2 + 4],
    [neck + 4, high],
  ];
  const path = shape(outside, mirrored(outside).reverse(), opening);
  fill(brush, path, css(clothes));
  within(brush, path, () => {
    const shade = brush.createLinearGradient(0, 96, 0, 190);
    shade.addColorStop(0, css(WHITE, 0.12));
    shade.addColorStop(1, css(BLACK, 0.25));
    brush.fillStyle = shade;
    brush.fillRect(-220, 60, 440, 260);
  });
  stroke(brush, curve(opening), css(mix(clothes, BLACK, 0.3), 0.8), neckline === "high" ? 7 : 3.5);
  if (neckline === "collar") drawCollar(brush, traits);
}

function drawCollar(brush: Brush, { clothes, neck }: Traits): void {
  for (const at of [-1, 1]) {
    const flap: Point[] = [
      [at * (neck + 3), 88],
      [at * 4, 116],
    ];
    const fold: Point[] = [
      [at * 4, 116],
      [at * 24, 130],
      [at * (neck + 10), 100],
    ];
    fill(brush, shape(flap, fold), css(mix(clothes, WHITE, 0.25)));
    stroke(brush, curve(fold), css(mix(clothes, BLACK, 0.3), 0.5), 1.5);
  }
}

export function drawEarrings(brush: Brush, { earrings, width, turn }: Traits): void {
  const gold = css([222, 178, 84]);
  for (const at of [-1, 1]) {
    const x = at * 60 * width - turn * 3;
    if (earrings === "stud") fill(brush, ellipse(x, 21, 3.2), gold);
    if (earrings === "hoop") stroke(brush, ellipse(x, 29, 7, 9), gold, 2.4);
  }
}

export function drawGlasses(brush: Brush, { glasses, accessory, turn }: Traits): void {
  if (glasses === "none") return;
  const frame = css(mix(accessory, BLACK, 0.55));
  const x = turn * 6;
  for (const at of [-1, 1]) {
    const lens = glasses === "round" ? ellipse(x + at * 25, -2, 19, 18) : squareLens(x + at * 26);
    fill(brush, lens, css(WHITE, 0.13));
    stroke(brush, lens, frame, 3);
    stroke(
      brush,
      curve([
        [x + at * 44, -6],
        [at * 59, -8],
      ]),
      frame,
      3,
    );
  }
  stroke(
    brush,
    curve([
      [x - 7, -4],
      [x, -8],
      [x + 7, -4],
    ]),
    frame,
    3,
  );
}

function squareLens(x: number): Path2D {
  const path = new Path2D();
  path.roundRect(x - 20, -17, 40, 31, 8);
  return path;
}

export function drawHat(brush: Brush, traits: Traits): void {
  if (traits.hat === "beanie") drawBeanie(brush, traits);
  if (traits.hat === "cap") drawCap(brush, traits);
  if (traits.hat === "brim") drawBrimmedHat(brush, traits);
}

function dome(height: number): Path2D {
  return shape(
    bothSides([
      [0, -height],
      [38, -height + 10],
      [62, -70],
      [67, -36],
      [40, -44],
      [0, -47],
    ]),
  );
}

function drawBeanie(brush: Brush, { accessory }: Traits): void {
  fill(brush, dome(114), css(accessory));
  stroke(brush, curve(BEANIE_EDGE), css(mix(accessory, BLACK, 0.18)), 20);
  for (let rib = -60; rib <= 60; rib += 10) {
    const y = -52 + (rib / 68) ** 2 * 16;
    stroke(
      brush,
      curve([
        [rib, y - 9],
        [rib, y + 9],
      ]),
      css(mix(accessory, BLACK, 0.4), 0.5),
      1.6,
    );
  }
}

function drawCap(brush: Brush, { accessory, part }: Traits): void {
  fill(brush, dome(108), css(accessory));
  stroke(
    brush,
    curve([
      [0, -108],
      [part * 4, -80],
      [0, -50],
    ]),
    css(mix(accessory, BLACK, 0.3), 0.6),
    1.6,
  );
  fill(brush, shape(...VISOR), css(mix(accessory, BLACK, 0.25)));
}

function drawBrimmedHat(brush: Brush, { accessory }: Traits): void {
  fill(brush, ellipse(0, -49, 100, 17), css(mix(accessory, BLACK, 0.16)));
  const crown = shape(CROWN);
  fill(brush, crown, css(accessory));
  within(brush, crown, () => stroke(brush, curve(BAND), css(mix(accessory, BLACK, 0.5)), 11));
}
