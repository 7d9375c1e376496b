import { useLayoutEffect, useRef } from "react";
import { drawEvidence, type Size } from "./draw-evidence";
import classes from "./HeatMap.module.css";

/**
 * The evidence map of a picture in the two labels’ colours, with each label’s shape where its evidence is strongest. It
 * covers a picture in the same place with the same `object-fit` exactly.
 */
export function HeatMap({
  map,
  size,
  area,
  words,
}: {
  /** [7, 7] */
  map: Float32Array;
  /** Of the picture; only the aspect ratio matters. */
  size: Size;
  /** The part of the picture that the model sees. */
  area: "whole" | "centre-square";
  /** A description for screen readers. */
  words: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  useLayoutEffect(() => {
    if (canvas.current !== null) drawEvidence(canvas.current, map, { width, height }, area);
  }, [map, width, height, area]);
  return <canvas ref={canvas} className={classes.map} role="img" aria-label={words} />;
}
