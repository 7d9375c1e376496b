import { INPUT_SIZE } from "../backbone/architecture";
import type { Random } from "../common/random";
import { blankPixels, type Pixels } from "./rgb-pixels";

/** Maximum slant of the rain, in radians. */
const SLANT = 0.35;

/** Length of a streak, in pixels: how far a drop falls during the exposure. */
const SHORTEST = 12;
const LONGEST = 40;

/** Opacity of a streak's centre: drops show much of the sky (Garg and Nayar 2006). */
const FAINTEST = 0.25;
const BRIGHTEST = 0.7;

/** The grey of a rainy sky. */
const SKY = [196, 202, 210] as const;

/** Opacity of the haze of streaks too fine to see, per thousand visible ones. */
const HAZE = 0.35;

/**
 * Rain: bright streaks in one direction, in front of a haze of streaks too distant to see individually.
 * @param streaks number of visible streaks
 */
export function rainy(rgb: Pixels, streaks: number, random: Random): Pixels {
  const rain = fall(streaks, random);
  const haze = (HAZE * streaks) / 1000;
  const target = blankPixels();
  for (let pixel = 0, index = 0; pixel < rain.length; pixel++) {
    const share = 1 - (1 - haze) * (1 - (rain[pixel] as number));
    for (const light of SKY) {
      target[index] = (rgb[index] as number) * (1 - share) + light * share;
      index++;
    }
  }
  return target;
}

/** The fraction of each pixel, 0 to 1, that streaks cover. */
function fall(streaks: number, random: Random): Float32Array {
  const rain = new Float32Array(INPUT_SIZE * INPUT_SIZE);
  const slant = Math.tan(random.uniform(-SLANT, SLANT));
  for (let streak = 0; streak < streaks; streak++) {
    const length = random.uniform(SHORTEST, LONGEST);
    // Some start above or beside the picture.
    const top = random.uniform(-length, INPUT_SIZE);
    const left = random.uniform(-LONGEST, INPUT_SIZE + LONGEST);
    const light = random.uniform(FAINTEST, BRIGHTEST);
    // Near drops appear larger: longer and wider.
    const width = length > (SHORTEST + LONGEST) / 2 ? 2 : 1;
    for (let fallen = 0; fallen < length; fallen++) {
      const share = light * Math.sin((Math.PI * (fallen + 0.5)) / length);
      const x = left + slant * fallen;
      for (let beside = 0; beside < width; beside++) cover(rain, x + beside, Math.floor(top + fallen), share);
    }
  }
  return rain;
}

/** Distributes a one-pixel-wide spot over the two pixels that it touches. */
function cover(rain: Float32Array, x: number, y: number, share: number): void {
  if (y < 0 || y >= INPUT_SIZE) return;
  const left = Math.floor(x);
  const right = x - left;
  for (const [column, part] of [
    [left, 1 - right],
    [left + 1, right],
  ] as const) {
    if (column < 0 || column >= INPUT_SIZE) continue;
    const at = y * INPUT_SIZE + column;
    rain[at] = 1 - (1 - (rain[at] as number)) * (1 - share * part);
  }
}
