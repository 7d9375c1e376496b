import type { Random } from "../common/random";

export type Brush = OffscreenCanvasRenderingContext2D;

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** In face units, from the centre of the head, which is about 120 wide and 160 high; y grows downwards. */
export type Point = readonly [x: number, y: number];

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];

/** `colour` as CSS, with an opacity from 0 to 1. */
export function css(colour: Rgb, opacity = 1): string {
  const [red, green, blue] = colour.map((value) => Math.round(Math.min(255, Math.max(0, value))));
  return `rgb(${red} ${green} ${blue} / ${opacity.toFixed(3)})`;
}

/** Interpolates between two colours; `share` from 0 to 1. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** The colour with random variation: `deviation` from 0 to 255. */
export function varied(random: Random, colour: Rgb, deviation: number): Rgb {
  return [
    random.normal(colour[0], deviation),
    random.normal(colour[1], deviation),
    random.normal(colour[2], deviation),
  ];
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[random.integer(items.length)] ?? items[0];
}

/** -1 or 1. */
export function side(random: Random): -1 | 1 {
  return random.next() < 0.5 ? -1 : 1;
}

/** A closed shape: each run of points is a smooth curve (Catmull and Rom 1974), with corners between runs. */
export function shape(...runs: (readonly Point[])[]): Path2D {
  const path = new Path2D();
  runs.forEach((run, index) => {
    trace(path, run, index === 0);
  });
  path.closePath();
  return path;
}

/** A smooth open line through all points. */
export function curve(points: readonly Point[]): Path2D {
  const path = new Path2D();
  trace(path, points, true);
  return path;
}

function trace(path: Path2D, points: readonly Point[], begins: boolean): void {
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (!before) {
      if (begins) path.moveTo(...point);
      else path.lineTo(...point);
      return;
    }
    const [x0, y0] = points[index - 2] ?? before;
    const [x3, y3] = points[index + 1] ?? point;
    path.bezierCurveTo(
      before[0] + (point[0] - x0) / 6,
      before[1] + (point[1] - y0) / 6,
      point[0] - (x3 - before[0]) / 6,
      point[1] - (y3 - before[1]) / 6,
      ...point,
    );
  });
}

/** The points of the right half, from top to bottom, followed by those of the left half back to the top. */
export function bothSides(right: readonly Point[]): Point[] {
  return [...right, ...mirrored(right).reverse()];
}

export function mirrored(points: readonly Point[]): Point[] {
  return points.map(([x, y]) => [-x, y]);
}

export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX): Path2D {
  const path = new Path2D();
  path.ellipse(x, y, Math.max(0.1, radiusX), Math.max(0.1, radiusY), 0, 0, 2 * Math.PI);
  return path;
}

export function fill(brush: Brush, path: Path2D, paint: string | CanvasGradient): void {
  brush.fillStyle = paint;
  brush.fill(path);
}

export function stroke(brush: Brush, path: Path2D, paint: string, width: number): void {
  brush.strokeStyle = paint;
  brush.lineWidth = width;
  brush.stroke(path);
}

/** Runs `paint`, clipped to `path`. */
export function within(brush: Brush, path: Path2D, paint: () => void): void {
  brush.save();
  brush.clip(path);
  paint();
  brush.restore();
}

/** A soft round spot of `colour`, transparent at its rim. */
export function glow(brush: Brush, [x, y]: Point, radius: number, colour: Rgb, opacity: number): void {
  const gradient = brush.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, css(colour, opacity));
  gradient.addColorStop(0.5, css(colour, opacity * 0.55));
  gradient.addColorStop(1, css(colour, 0));
  brush.fillStyle = gradient;
  brush.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}
