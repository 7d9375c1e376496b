import { css, type Rgb } from "./colour";
import type { Point } from "./shapes";

/** What paints: the context of the canvas. */
export type Brush = OffscreenCanvasRenderingContext2D;

/** Paints the inside of `path`. */
export function fill(brush: Brush, path: Path2D, paint: string | CanvasGradient): void {
  brush.fillStyle = paint;
  brush.fill(path);
}

/** Paints a line along `path`, `width` wide. */
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
