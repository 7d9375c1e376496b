import { MAP_SIDE } from "../../backbone/architecture";
import { LABELS, type Label } from "../../common/label";
import { ENLARGED_SIDE, enlarged } from "./enlarge";
import { strongest } from "./sums";

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Longer side of the canvas: enough for a pixel-accurate aspect ratio on most screens. */
const LONGEST = 480;

/** Opacity of the strongest field. */
const MOST = 0.7;

/** A label gets a mark if its strongest field reaches this share of the strongest of both labels. */
const MARKED = 0.3;

/** Radius of a mark as a share of the map's side. */
const MARK = 0.028;

/** Reused for the next map. */
let scratch: OffscreenCanvasRenderingContext2D | undefined;

/**
 * Draws a map on a canvas, which gets the aspect ratio of the picture.
 * @param map [7, 7]
 * @param area the part of the picture that the map is of
 */
export function drawEvidence(
  canvas: HTMLCanvasElement,
  map: Float32Array,
  { width, height }: Size,
  area: "whole" | "centre-square",
): void {
  const scale = LONGEST / Math.max(width, height);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return;
  const side = Math.min(canvas.width, canvas.height);
  const [across, down] = area === "whole" ? [canvas.width, canvas.height] : [side, side];
  context.translate((canvas.width - across) / 2, (canvas.height - down) / 2);
  context.imageSmoothingQuality = "high";
  const colours = coloursFor(canvas);
  const most = strongest(map);
  const values = enlarged(map);
  for (const label of LABELS) {
    const strengths = values.map((value) => (signOf(label) * value) / most);
    context.drawImage(tinted(strengths, colours[label]), 0, 0, across, down);
  }
  for (const label of LABELS) {
    const strengths = map.map((value) => (signOf(label) * value) / most);
    context.fillStyle = colours[label];
    markStrongest(context, strengths, label, { width: across, height: down });
  }
}

/** A picture in one colour whose opacity is the strength, from 0 to 1. */
function tinted(strengths: Float32Array, colour: string): OffscreenCanvas {
  scratch ??= new OffscreenCanvas(ENLARGED_SIDE, ENLARGED_SIDE).getContext("2d") ?? undefined;
  if (scratch === undefined) throw new Error("There is no canvas.");
  const pixels = new ImageData(ENLARGED_SIDE, ENLARGED_SIDE);
  for (const [index, strength] of strengths.entries()) pixels.data[4 * index + 3] = 255 * MOST * strength;
  scratch.putImageData(pixels, 0, 0);
  scratch.globalCompositeOperation = "source-in";
  scratch.fillStyle = colour;
  scratch.fillRect(0, 0, ENLARGED_SIDE, ENLARGED_SIDE);
  scratch.globalCompositeOperation = "source-over";
  return scratch.canvas;
}

/** Draws a label’s shape where its evidence is strongest, if it is strong enough: nobody has to rely on colours alone. */
function markStrongest(
  context: CanvasRenderingContext2D,
  strengths: Float32Array,
  label: Label,
  { width, height }: Size,
): void {
  const best = Math.max(...strengths);
  if (best < MARKED) return;
  const place = strengths.indexOf(best);
  const x = (((place % MAP_SIDE) + 0.5) / MAP_SIDE) * width;
  const y = ((Math.floor(place / MAP_SIDE) + 0.5) / MAP_SIDE) * height;
  const radius = MARK * Math.max(width, height);
  context.beginPath();
  if (label === "female") context.arc(x, y, radius, 0, 2 * Math.PI);
  else context.roundRect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, radius / 4);
  context.strokeStyle = "#121317";
  context.lineWidth = radius / 3;
  context.fill();
  context.stroke();
}

function signOf(label: Label): 1 | -1 {
  return label === "female" ? 1 : -1;
}

/** The labels’ colours from the style sheet of this canvas. */
function coloursFor(canvas: HTMLCanvasElement): Readonly<Record<Label, string>> {
  const { color, outlineColor } = getComputedStyle(canvas);
  return { female: color, male: outlineColor };
}
