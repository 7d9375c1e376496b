import { useCallback, useRef } from "react";

/** The same function for as long as the screen is there, which does what the latest one does. */
export function useLatest<Argument>(act: (argument: Argument) => void): (argument: Argument) => void {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((argument: Argument) => latest.current(argument), []);
}
