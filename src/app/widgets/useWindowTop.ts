import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * The distance of an element from the top of the page, in px, updated when content above it grows or shrinks. A list
 * that scrolls with the window needs it to know which rows are in view.
 */
export function useWindowTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box !== undefined) setTop(Math.round(box.top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    // When content above the element grows, one of its ancestors grows too.
    for (let box = element.current; box !== null; box = box.parentElement) observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
