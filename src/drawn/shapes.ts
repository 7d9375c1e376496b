/** In face units, from the centre of the head, which is about 120 wide and 160 high; y grows downwards. */
export type Point = readonly [x: number, y: number];

/**
 * Points in the notation of SVG’s `points` attribute, with a comma inside each pair and a space between pairs:
 * `points("51,-24 0,-55")`. The list is not checked.
 */
export function points(list: string): readonly Point[] {
  return list.split(" ").map((pair) => {
    const [x = 0, y = 0] = pair.split(",").map(Number);
    return [x, y];
  });
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
export function curve(run: readonly Point[]): Path2D {
  const path = new Path2D();
  trace(path, run, true);
  return path;
}

function trace(path: Path2D, run: readonly Point[], begins: boolean): void {
  run.forEach((point, index) => {
    const before = run[index - 1];
    if (!before) {
      if (begins) path.moveTo(...point);
      else path.lineTo(...point);
      return;
    }
    const [x0, y0] = run[index - 2] ?? before;
    const [x3, y3] = run[index + 1] ?? point;
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

/** The points on the other side of the face, in the same order. */
export function mirrored(run: readonly Point[]): Point[] {
  return run.map(([x, y]) => [-x, y]);
}

/** A circle, if there is one radius. */
export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX): Path2D {
  const path = new Path2D();
  path.ellipse(x, y, Math.max(0.1, radiusX), Math.max(0.1, radiusY), 0, 0, 2 * Math.PI);
  return path;
}
