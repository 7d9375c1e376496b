import { type RefObject, useEffect, useRef } from "react";

/** Puts the focus on a view's heading where what had it went away with the view before. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return heading;
}
