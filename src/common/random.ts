/** A seeded random number generator; the same seed gives the same numbers on every machine. */
export interface Random {
  /** A float in [0, 1) with 32 random bits. */
  next(): number;
  /** Fills an array with the values that as many calls of `next` would return, several times faster. */
  fill(target: Float64Array): void;
  /** An integer in [0, bound). */
  integer(bound: number): number;
  /** A float in [low, high). */
  uniform(low: number, high: number): number;
  /** A float from the normal distribution (Box and Muller 1958). */
  normal(mean?: number, deviation?: number): number;
  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/**
 * sfc32 by Chris Doty-Humphrey (PractRand), seeded with `seed` and `purpose`, so that two uses of one seed
 * (the split and the dropout masks, say) do not share their numbers.
 */
export function createRandom(seed: number, purpose: string): Random {
  const state = Int32Array.of(hash(purpose, 0x9e3779b9), hash(purpose, 0x243f6a88), seed, 1);

  function fill(target: Float64Array): void {
    // Local variables: engines keep them in registers.
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let counter = state[3] as number;
    for (let index = 0; index < target.length; index++) {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      target[index] = (sum >>> 0) / 2 ** 32;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  }
  // sfc32 needs a few iterations before similar seeds diverge.
  fill(new Float64Array(15));

  const one = new Float64Array(1);
  const next = () => {
    fill(one);
    return one[0] as number;
  };
  const integer = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    fill,
    integer,
    uniform: (low, high) => low + (high - low) * next(),
    normal: (mean = 0, deviation = 1) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle(items) {
      for (let last = items.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        [items[last], items[other]] = [items[other], items[last]];
      }
      return items;
    },
  };
}

/** FNV-1a over the UTF-16 units of `text`. */
function hash(text: string, start: number): number {
  let value = start;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
