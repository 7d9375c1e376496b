import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus to a view’s heading if the focused element disappeared with the previous view. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return heading;
}
