import { isMet, isRate, median, type Row, ratio, type Target, type Unit } from "./figures";
import type { Machine } from "./machine";

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ["measurement", "Twofold", "compared with", "theirs", "times better", "target", "met"],
    ["---", "---:", "---", "---:", "---:", "---", "---"],
    ...rows.map(cellsOf),
  ];
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** One line about the machine. */
export function machineLine({ cpu, cores, memory, load, chromium, node, date }: Machine): string {
  const hardware = `${cpu}, ${cores} cores, ${memory} GiB`;
  const software = `Chromium ${chromium} (headless, WebAssembly), Node ${node}`;
  return `${hardware}; ${software}; ${date}; load before:  ${load}.`;
}

/** The notes that explain the rows, without repetitions. */
export function notes(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ note }) => note ?? []))];
}

function cellsOf(row: Row): string[] {
  const { what, unit, ours, other, target } = row;
  const better = ratio(row);
  const met = isMet(row);
  return [
    what,
    figure(ours, unit),
    other?.name ?? "–",
    other === undefined ? "–" : figure(other.values, unit),
    better === undefined ? "–" : better.toFixed(2),
    target === undefined ? "–" : targetWords(target, unit),
    met === undefined ? "–" : met ? "yes" : "no",
  ];
}

/** The median and, for several measurements, their range. */
function figure(values: readonly number[], unit: string): string {
  if (values.length === 0) return "–";
  const spread = `${short(Math.min(...values))} to ${short(Math.max(...values))}`;
  return `${short(median(values))} ${unit}${values.length > 1 ? ` (${spread})` : ""}`;
}

function targetWords(target: Target, unit: Unit): string {
  if ("timesBetter" in target) return `≥ ${target.timesBetter} times better`;
  if ("timesTheirs" in target) return `${isRate(unit) ? "≥" : "≤"} ${target.timesTheirs} × theirs`;
  return `≤ ${short(target.atMost)} ${unit}`;
}

/** Three significant digits. */
function short(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
