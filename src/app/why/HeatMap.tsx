import { useLayoutEffect, useRef } from "react";
import { drawEvidence, type Size } from "./draw-evidence";
import classes from "./HeatMap.module.css";

/**
 * What in a picture speaks for either label, in the two labels' colours and with the shape of each where most speaks
 * for it. It lies exactly over a picture of the same `object-fit` in the same place.
 */
export function HeatMap({
  map,
  size,
  area,
  words,
}: {
  /** [7, 7] */
  map: Float32Array;
  /** Of the picture; only its shape matters. */
  size: Size;
  /** The part of the picture that the model looks at. */
  area: "whole" | "centre-square";
  /** What there is to see, for those who do not. */
  words: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  useLayoutEffect(() => {
    if (canvas.current !== null) drawEvidence(canvas.current, map, { width, height }, area);
  }, [map, width, height, area]);
  return <canvas ref={canvas} className={classes.map} role="img" aria-label={words} />;
}
