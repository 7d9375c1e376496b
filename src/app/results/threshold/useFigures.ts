import { createContext, useContext } from "react";
import type { Figures } from "../../../metrics/figures";

/**
 * The figures at the threshold of this moment. Charts read them in a small part of their own, so that a moving
 * threshold does not draw the rest of them anew.
 */
export const MovingFigures = createContext<Figures | undefined>(undefined);

/** @throws Error outside of a model's results */
export function useFigures(): Figures {
  const figures = useContext(MovingFigures);
  if (figures === undefined) throw new Error("There are no figures here.");
  return figures;
}
