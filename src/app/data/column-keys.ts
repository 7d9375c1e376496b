import type { Label } from "../../common/label";

export type Move = "left" | "right" | "up" | "down" | "first" | "last" | "page-up" | "page-down";

/** What a key means in a column of photos. */
export type ColumnKey =
  | { readonly kind: "move"; readonly by: Move; readonly extend: boolean }
  | { readonly kind: "toggle" | "all" | "none" | "open" | "remove" }
  | { readonly kind: "mark"; readonly label: Label };

/** Number of rows that Page Up and Page Down move. */
const PAGE_ROWS = 4;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
  PageUp: "page-up",
  PageDown: "page-down",
};

/** The meaning of a pressed key; undefined for keys left to the browser. */
export function columnKey(event: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): ColumnKey | undefined {
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "a" ? { kind: "all" } : undefined;
  const by = MOVES[event.key];
  if (by !== undefined) return { kind: "move", by, extend: event.shiftKey };
  switch (event.key) {
    case " ":
      return { kind: "toggle" };
    case "Enter":
      return { kind: "open" };
    case "Delete":
    case "Backspace":
      return { kind: "remove" };
    case "Escape":
      return { kind: "none" };
    case "f":
      return { kind: "mark", label: "female" };
    case "m":
      return { kind: "mark", label: "male" };
    default:
      return undefined;
  }
}

/** The index after a move in a grid of `count` photos, `perRow` in each row. */
export function step(move: Move, index: number, count: number, perRow: number): number {
  const within = (next: number) => Math.max(0, Math.min(count - 1, next));
  switch (move) {
    case "left":
      return within(index - 1);
    case "right":
      return within(index + 1);
    case "up":
      return index < perRow ? index : index - perRow;
    case "down":
      return within(index + perRow);
    case "first":
      return 0;
    case "last":
      return count - 1;
    case "page-up":
      return within(index - PAGE_ROWS * perRow);
    case "page-down":
      return within(index + PAGE_ROWS * perRow);
  }
}
