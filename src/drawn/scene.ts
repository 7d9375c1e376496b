import type { Random } from "../common/random";
import { type Brush, fill } from "./brush";
import { chance, pick, side } from "./chance";
import { css, mix, palette, type Rgb, varied, WHITE } from "./colour";
import { ellipse } from "./shapes";

const WALLS = palette("cedbd6 e8d6c4 bacbde decee0 f2e8d0 96aaa0 78889e c4a08c 5a6870 e0e2e6 a8c4a0 ecc4aa");

/** The colours of the light: warm, cool and white. */
const LIGHTS = palette("ffbe78 8cb4ff ffffff");

/** Fills the picture (`size` pixels square) with a wall, a blurred room, or stripes. */
export function drawBackground(brush: Brush, random: Random, size: number): void {
  const wall = varied(random, pick(random, WALLS), 8);
  const other = mix(wall, pick(random, WALLS), 0.6);
  const gradient = brush.createLinearGradient(0, 0, random.uniform(-size, size), size);
  gradient.addColorStop(0, css(wall));
  gradient.addColorStop(1, css(other));
  brush.fillStyle = gradient;
  brush.fillRect(0, 0, size, size);
  const motif = random.next();
  if (motif < 0.3) drawLights(brush, random, size);
  else if (motif < 0.45) drawStripes(brush, random, size, mix(wall, WHITE, 0.3));
  else if (motif < 0.65) drawShapes(brush, random, size);
}

function drawLights(brush: Brush, random: Random, size: number): void {
  for (let count = 4 + random.integer(8); count > 0; count--) {
    const spot = ellipse(random.uniform(0, size), random.uniform(0, size), random.uniform(0.03, 0.11) * size);
    fill(brush, spot, css(mix(pick(random, WALLS), WHITE, 0.5), random.uniform(0.2, 0.5)));
  }
}

function drawStripes(brush: Brush, random: Random, size: number, colour: Rgb): void {
  const step = random.uniform(0.06, 0.14) * size;
  const slant = random.uniform(-0.5, 0.5) * size;
  brush.strokeStyle = css(colour, 0.5);
  brush.lineWidth = step * 0.45;
  for (let x = -size; x < 2 * size; x += step) {
    brush.beginPath();
    brush.moveTo(x, 0);
    brush.lineTo(x + slant, size);
    brush.stroke();
  }
}

function drawShapes(brush: Brush, random: Random, size: number): void {
  for (let count = 2 + random.integer(3); count > 0; count--) {
    const colour = css(pick(random, WALLS), random.uniform(0.4, 0.8));
    const [x, y] = [random.uniform(-0.1, 1) * size, random.uniform(-0.1, 0.9) * size];
    if (chance(random, 0.5)) fill(brush, ellipse(x, y, random.uniform(0.1, 0.3) * size), colour);
    else {
      brush.fillStyle = colour;
      brush.fillRect(x, y, random.uniform(0.15, 0.4) * size, random.uniform(0.2, 0.6) * size);
    }
  }
}

/** Switches `brush` to face units, with random position, distance, tilt and mirroring. */
export function placeHead(brush: Brush, random: Random, size: number): void {
  const scale = (size / 256) * random.uniform(0.86, 1.14);
  brush.translate(size * (0.5 + random.normal(0, 0.025)), size * (0.5 + random.normal(0, 0.02)));
  brush.rotate(random.normal(0, 0.07));
  brush.scale(side(random) * scale, scale);
}

/** Camera effects on the finished picture: direction and colour of light, exposure, vignette, grain. */
export function applyCamera(brush: Brush, random: Random, size: number): void {
  const cover = (mode: GlobalCompositeOperation, paint: string | CanvasGradient | CanvasPattern) => {
    brush.globalCompositeOperation = mode;
    brush.fillStyle = paint;
    brush.fillRect(0, 0, size, size);
  };
  cover("soft-light", sideLight(brush, random, size));
  cover("soft-light", css(pick(random, LIGHTS), random.uniform(0, 0.3)));
  const exposure = random.normal(0, 0.08);
  cover(
    exposure > 0 ? "screen" : "multiply",
    exposure > 0 ? css(WHITE, exposure * 0.8) : css([0, 0, 0], -exposure),
  );
  cover("multiply", vignette(brush, random, size));
  if (chance(random, 0.06)) cover("saturation", "rgb(128 128 128)");
  const grain = brush.createPattern(grainTile(random), "repeat");
  if (grain) cover("overlay", grain);
  brush.globalCompositeOperation = "source-over";
}

function sideLight(brush: Brush, random: Random, size: number): CanvasGradient {
  const angle = random.uniform(0, 2 * Math.PI);
  const [x, y] = [Math.cos(angle) * size * 0.5, Math.sin(angle) * size * 0.5];
  const light = brush.createLinearGradient(size / 2 - x, size / 2 - y, size / 2 + x, size / 2 + y);
  const strength = random.uniform(0, 0.5);
  light.addColorStop(0, css([255, 250, 235], strength));
  light.addColorStop(1, css([20, 20, 50], strength));
  return light;
}

function vignette(brush: Brush, random: Random, size: number): CanvasGradient {
  const gradient = brush.createRadialGradient(
    size / 2,
    size / 2,
    size * 0.4,
    size / 2,
    size / 2,
    size * 0.75,
  );
  gradient.addColorStop(0, css([0, 0, 0], 0));
  gradient.addColorStop(1, css([0, 0, 0], random.uniform(0, 0.35)));
  return gradient;
}

/** A square of grey noise to overlay on the picture. */
function grainTile(random: Random): OffscreenCanvas {
  const side = 64;
  const tile = new OffscreenCanvas(side, side);
  const brush = tile.getContext("2d");
  const noise = new ImageData(side, side);
  const opacity = random.uniform(0, 16);
  for (let at = 0; at < noise.data.length; at += 4) {
    noise.data.fill(random.integer(256), at, at + 3);
    noise.data[at + 3] = opacity;
  }
  brush?.putImageData(noise, 0, 0);
  return tile;
}
