/** A point in a picture, in its units. */
export type Place = readonly [x: number, y: number];

/** A line with this many points looks the same as one with thousands. */
export const MOST_POINTS = 400;

/** A tenth of a pixel: nobody can see that a line is off by this much. */
const FINEST = 0.1;

/**
 * The same line with fewer points: it drops points that lie close to the straight line between the remaining ones (D.
 * H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points required to represent a digitized
 * line or its caricature", 1973); the tolerance grows until few enough are left.
 */
export function thinned(line: readonly Place[], most = MOST_POINTS): readonly Place[] {
  let left = line;
  for (let near = FINEST; left.length > most; near *= 1.5) left = simplified(line, near);
  return left;
}

/** @param near the largest distance of a dropped point from the line */
function simplified(line: readonly Place[], near: number): readonly Place[] {
  const stays = new Uint8Array(line.length);
  const spans: (readonly [number, number])[] = [[0, line.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    stays[first] = 1;
    stays[last] = 1;
    const farthest = farthestBetween(line, first, last);
    if (farthest.distance > near) spans.push([first, farthest.at], [farthest.at, last]);
  }
  return line.filter((_place, at) => stays[at] === 1);
}

/** The point between two others that is farthest from the straight line between them. */
function farthestBetween(line: readonly Place[], first: number, last: number) {
  const [from, to] = [line[first] as Place, line[last] as Place];
  const farthest = { at: first, distance: 0 };
  for (let at = first + 1; at < last; at++) {
    const distance = distanceTo(line[at] as Place, from, to);
    if (distance > farthest.distance) {
      farthest.at = at;
      farthest.distance = distance;
    }
  }
  return farthest;
}

/** From a point to the straight line between two others, its ends included. */
function distanceTo([x, y]: Place, [fromX, fromY]: Place, [toX, toY]: Place): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const square = alongX ** 2 + alongY ** 2;
  const share = square === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / square;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
}
