import { count } from "../../common/words";

export { duration, figure, listed, moment, percent, twoDigits } from "../../common/words";
export { count };

/** Per second, with sensible digits: 3.4, 120. */
export function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}

/** A short date and time: "23 Nov 2026, 04:30". */
export function shortMoment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** A size in bytes: "640 kB", "3.4 MB", "12 GB". */
export function size(bytes: number): string {
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** The current time for a photo’s name: "14:03:22". */
export function timeOfDay(): string {
  return new Date().toLocaleTimeString("en-GB");
}
