/** A count with thousands separators: 1,845. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

/** "1 photo", "1,845 photos". */
export function photos(value: number): string {
  return value === 1 ? "1 photo" : `${count(value)} photos`;
}

/** The verb for `photos(value)`. */
export function are(value: number): "is" | "are" {
  return value === 1 ? "is" : "are";
}

/** "a, b and c". @param parts at least one */
export function listed(parts: readonly string[], conjunction: "and" | "or" = "and"): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** A fraction as a percentage with three digits: 0.9423 → "94.2 %"; 1 → "100 %"; undefined → "–". */
export function percent(share: number | undefined): string {
  if (share === undefined) return "–";
  const hundredths = share * 100;
  return `${hundredths >= 99.95 ? "100" : hundredths.toPrecision(3)} %`.replace(/^0\.0+ %$/, "0 %");
}

/** A metric between 0 and 1 with three digits: 0.991; undefined → "–". */
export function figure(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(3);
}

/** A threshold with at most two decimals: 0.5, 0.45; never 0 or 1. */
export function twoDigits(value: number): string {
  return String(Math.min(0.99, Math.max(0.01, Math.round(value * 100) / 100)));
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

/** A date and time: "23 November 2026 at 04:30". */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}
