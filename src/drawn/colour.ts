import type { Random } from "../common/random";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];

/**
 * The colours of a list in the notation of CSS, as six hexadecimal digits without “#”, separated by spaces:
 * `palette("ff0000 00ff00")`. The list is not checked.
 */
export function palette(list: string): readonly [Rgb, ...Rgb[]] {
  const [first = "", ...others] = list.split(" ");
  return [rgbOf(first), ...others.map(rgbOf)];
}

function rgbOf(digits: string): Rgb {
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

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
