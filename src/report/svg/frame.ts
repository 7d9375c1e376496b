import { COLOURS, px, SIZE, stroke, words } from "./draw";
import type { Place } from "./thin";

/** Units of a picture from side to side; a unit is a pixel where it is shown as large as it was made. */
export const WIDTH = 440;

/** Room beside a frame: for the values of the axis on its left, and for half a value on its right. */
const LEFT = 52;
const RIGHT = 22;

/** Room above and below a frame, for the names and values of its axes. */
export const ABOVE = 26;
export const BELOW = 46;

/** A direction of a plot. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** How a value is written. */
  readonly word: (value: number) => string;
  /** Empty where the frame below has the same axis. */
  readonly label: string;
}

/** Where in a picture data are drawn. */
export interface Frame {
  readonly top: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
}

/** A place in a frame, in the units of the data. */
export type Point = readonly [x: number, y: number];

/** Where a point of the data lies in the picture. */
export function placeOf({ top, height, x, y }: Frame, [across, up]: Point): Place {
  return [
    LEFT + ((across - x.from) / (x.to - x.from)) * (WIDTH - LEFT - RIGHT),
    top + height - ((up - y.from) / (y.to - y.from)) * height,
  ];
}

/** Grid, values and names of the axes. */
export function axes(frame: Frame): string {
  const { top, height, x, y } = frame;
  const [right, bottom] = [WIDTH - RIGHT, top + height];
  const soft = { fill: COLOURS.soft, "font-size": SIZE };
  const rows = y.ticks.flatMap((tick) => {
    const at = placeOf(frame, [x.from, tick])[1];
    return [
      stroke(`M${LEFT} ${px(at)}H${right}`, { colour: COLOURS.line }),
      words(y.word(tick), [LEFT - 8, at + 4], { ...soft, "text-anchor": "end" }),
    ];
  });
  const columns = x.ticks.flatMap((tick) => {
    const at = placeOf(frame, [tick, y.from])[0];
    return [
      stroke(`M${px(at)} ${top}V${bottom}`, { colour: COLOURS.line }),
      words(x.word(tick), [at, bottom + 17], { ...soft, "text-anchor": "middle" }),
    ];
  });
  return [
    ...rows,
    ...columns,
    stroke(`M${LEFT} ${bottom}H${right}`, { colour: COLOURS.soft }),
    words(`↑ ${y.label}`, [10, top - 11], soft),
    x.label === "" ? "" : words(`${x.label} →`, [right, bottom + 36], { ...soft, "text-anchor": "end" }),
  ].join("\n");
}

/** A share on an axis: "20 %". */
export function percentWord(share: number): string {
  return `${Math.round(100 * share)}\u00a0%`;
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** An axis of shares, from 0 to 1. */
export function shareAxis(label: string): Axis {
  return { from: 0, to: 1, ticks: FIFTHS, word: percentWord, label };
}

/** Round numbers from 0 up to the first that is not below `most`, some five of them: 0, 20 … 100. */
export function roundTicks(most: number, some = 5): number[] {
  const rough = Math.max(most, Number.MIN_VALUE) / some;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10);
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_none, index) => index * step);
}
