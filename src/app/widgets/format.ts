import { count } from "../../common/words";

export { count };

/** A share with three digits: 0.9423 → "94.2 %"; 1 → "100 %"; undefined → "–". */
export function percent(share: number | undefined): string {
  if (share === undefined) return "–";
  const hundredths = share * 100;
  return `${hundredths >= 99.95 ? "100" : hundredths.toPrecision(3)} %`.replace(/^0\.0+ %$/, "0 %");
}

/** A figure between 0 and 1 with three digits: 0.991; undefined → "–". */
export function figure(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(3);
}

/** A time span in words: "4 s", "2 min", "1 h 10 min". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ""}`;
}

/** Per second, with sensible digits: 3.4, 120. */
export function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}

/** A point in time as people read it: "23 November 2026 at 04:30". */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

/** A point in time where there is little room: "23 Nov 2026, 04:30". */
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

/** The time now, as it stands in a photo's name: "14:03:22". */
export function timeOfDay(): string {
  return new Date().toLocaleTimeString("en-GB");
}
