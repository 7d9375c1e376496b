import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { useWindowTop } from "../widgets/useWindowTop";

const GAP_REM = 1;
const CARD_REM = 14;
/** Height of the text below the square picture of a card. */
const TEXT_REM = 6.6;
/** Height of the line with the evidence. */
const WHY_REM = 1.6;
/** Height of a card if only one column fits and the picture is next to the text. */
const BESIDE_REM = 7;

/** Which items of a long list to render, and the grid style that leaves room for the others. */
export interface GridRows {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Whether only one column fits. */
  readonly narrow: boolean;
  /** A ref for each item of a single column, with its index as `data-index`, to measure its height. */
  readonly measure: ((item: HTMLLIElement | null) => void) | undefined;
  readonly style: React.CSSProperties;
}

/**
 * Virtualises a grid of `count` cards in as many columns as fit; the window scrolls. All rows have the same height,
 * except in a single column, where cards may be taller.
 * @param keyOf identifies cards while their positions in the list change
 * @param showsWhy whether each card has the line with the evidence
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
  // The virtualiser caches sizes, and all have just changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of these must trigger it.
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

/** The width of the list and the size of a rem, in pixels. */
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
