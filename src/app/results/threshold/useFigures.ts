import { createContext, useContext } from "react";
import type { Figures } from "../../../metrics/figures";

/**
 * The metrics at the current threshold. Charts read them in a small component of their own, so that moving the
 * threshold does not redraw the rest.
 */
export const MovingFigures = createContext<Figures | undefined>(undefined);

/** @throws Error outside of a model's results */
export function useFigures(): Figures {
  const figures = useContext(MovingFigures);
  if (figures === undefined) throw new Error("useFigures is used outside a model’s results.");
  return figures;
}
