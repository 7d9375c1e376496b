import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useWindowTop } from "../widgets/useWindowTop";

/** Room between two thumbnails, in px. */
export const GAP = 8;

/** Height of what sticks to the top of the window over the photos, in px. */
const STICKY = 120;

/**
 * The rows of a grid that scrolls with the window: those in view, and the one with the photo that the Tab key
 * leads to, which must exist wherever the page is scrolled to.
 */
export function usePhotoRows(
  grid: RefObject<HTMLElement | null>,
  { count, rowHeight, activeRow }: { count: number; rowHeight: number; activeRow: number },
) {
  const scrollMargin = useWindowTop(grid);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 3,
    scrollMargin,
    scrollPaddingStart: STICKY,
    scrollPaddingEnd: GAP,
    rangeExtractor: useCallback(
      (range: Range) => {
        const inView = defaultRangeExtractor(range);
        return inView.includes(activeRow) ? inView : [...inView, activeRow].sort((a, b) => a - b);
      },
      [activeRow],
    ),
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) rows.measure();
  }, [rows, rowHeight]);
  return {
    height: rows.getTotalSize() - GAP,
    inView: rows.getVirtualItems().map(({ index, start }) => ({ row: index, top: start - scrollMargin })),
    scrollTo: (row: number) => rows.scrollToIndex(row),
  };
}

/**
 * Keeps the focus in the grid when the photo that has it goes away, be it removed, marked otherwise or undone.
 * @param active index of the photo that gets it
 * @returns a function that asks for the focus to go to `active` in any case, once that is on the page
 */
export function useGridFocus(grid: RefObject<HTMLElement | null>, active: number): () => void {
  const isWanted = useRef(false);
  const wasInside = useRef(false);
  useLayoutEffect(() => {
    const isLost = wasInside.current && document.activeElement === document.body;
    if (isWanted.current || isLost) {
      const photo = grid.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
      if (photo) {
        isWanted.current = false;
        photo.focus({ preventScroll: true });
      }
    }
    wasInside.current = grid.current?.contains(document.activeElement) === true;
  });
  useEffect(() => {
    const follow = () => {
      wasInside.current = grid.current?.contains(document.activeElement) === true;
    };
    // The focus can move without anything being drawn anew.
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [grid]);
  return () => {
    isWanted.current = true;
  };
}
