import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { useWindowTop } from "../widgets/useWindowTop";

const GAP_REM = 1;
const CARD_REM = 14;
/** What is below the square picture of a card. */
const TEXT_REM = 6.6;
/** The line that says what speaks for the answer. */
const WHY_REM = 1.6;
/** A whole card where there is room for one column only, and the picture is beside the text. */
const BESIDE_REM = 7;

/** Which items of a long list are near the view, and how the grid is laid out so that the others need not exist. */
export interface GridRows {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Whether there is room for one column only. */
  readonly narrow: boolean;
  /** Gets each item of a single column, with its index as `data-index`, to learn its height. */
  readonly measure: ((item: HTMLLIElement | null) => void) | undefined;
  readonly style: React.CSSProperties;
}

/**
 * Lays `count` cards out in a grid of as many columns as fit, for a list that the window scrolls. All rows have one
 * height; only in a single column may a card be higher than the others.
 * @param keyOf tells cards apart while their places in the list change
 * @param showsWhy whether each card says what speaks for its answer
 */
export function useGridRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  keyOf: (index: number) => number,
  showsWhy: boolean,
): GridRows {
  const { width, rem } = useWidth(list);
  const top = useWindowTop(list);
  const gap = GAP_REM * rem;
  const columns = Math.max(1, Math.floor((width + gap) / (CARD_REM * rem + gap)));
  const narrow = columns === 1;
  const textRem = TEXT_REM + (showsWhy ? WHY_REM : 0);
  const rowHeight = narrow
    ? BESIDE_REM * rem
    : Math.round((width - gap * (columns - 1)) / columns + textRem * rem);
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    count: Math.ceil(count / columns),
    estimateSize: () => rowHeight,
    getItemKey: (row) => keyOf(row * columns),
    gap,
    overscan: 2,
    scrollMargin: top,
  });
  // It remembers sizes, and all have just changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is what these are for.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, gap]);

  const rows = virtualizer.getVirtualItems();
  const [firstRow, lastRow] = [rows[0], rows.at(-1)];
  return {
    first: (firstRow?.index ?? 0) * columns,
    end: lastRow === undefined ? 0 : Math.min(count, (lastRow.index + 1) * columns),
    narrow,
    measure: narrow ? virtualizer.measureElement : undefined,
    style: {
      display: "grid",
      gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      gridAutoRows: narrow ? `minmax(${rowHeight}px, auto)` : rowHeight,
      gap,
      paddingTop: firstRow === undefined ? 0 : firstRow.start - top,
      paddingBottom: lastRow === undefined ? 0 : virtualizer.getTotalSize() - (lastRow.end - top),
    },
  };
}

/** How wide the list is, and what a rem is, in pixels. */
function useWidth(list: RefObject<HTMLElement | null>): { width: number; rem: number } {
  const [measures, setMeasures] = useState({ width: 0, rem: 16 });
  useLayoutEffect(() => {
    const { current } = list;
    if (current === null) return;
    const measure = () => {
      const { width } = current.getBoundingClientRect();
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setMeasures((before) => (before.width === width && before.rem === rem ? before : { width, rem }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [list]);
  return measures;
}
