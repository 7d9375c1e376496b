import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * How far below the top of the page an element begins, in px, kept up to date while what is above it grows or
 * shrinks. A list that scrolls with the window needs it to know which of its rows are in view.
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
    // Whatever grows above the element makes one of the boxes around it grow.
    for (let box = element.current; box !== null; box = box.parentElement) observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
