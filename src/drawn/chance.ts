import type { Random } from "../common/random";

/** True with this probability, from 0 to 1. */
export function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}

/** One of the items, each equally likely. */
export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[random.integer(items.length)] ?? items[0];
}

/** -1 or 1, equally likely. */
export function side(random: Random): -1 | 1 {
  return random.next() < 0.5 ? -1 : 1;
}
