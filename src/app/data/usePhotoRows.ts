import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useWindowTop } from "../widgets/useWindowTop";

/** Gap between two thumbnails, in px. */
export const GAP = 8;

/** Height of the sticky bar above the photos, in px. */
const STICKY = 120;

/**
 * The rows of a grid that scrolls with the window: those in view, and the row with the tab stop, which must exist at
 * any scroll position.
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
 * Keeps the focus in the grid when the focused photo is removed, relabelled, or taken away by undo.
 * @param active index of the photo to focus
 * @returns a function that moves the focus to `active` as soon as that photo is rendered
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
    // The focus can move without a render.
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [grid]);
  return () => {
    isWanted.current = true;
  };
}
