import { scaleLinear } from "d3-scale";
import { count } from "../common/words";
import type { Axis } from "./plot";

/** The approximate number of ticks of an axis. */
const TICKS = 5;

/**
 * An axis between two round values, with round ticks.
 * @param from the axis starts here or at a round value below
 * @param to the axis ends here or at a round value above
 */
export function niceAxis(label: string, from: number, to: number, ticks = TICKS): Axis {
  const scale = scaleLinear([from, to], [0, 1]).nice(ticks);
  const [low = from, high = to] = scale.domain();
  return { label, domain: [low, high], ticks: scale.ticks(ticks), format: scale.tickFormat(ticks) };
}

/** An axis of shares, up to 1. */
export function shareAxis(label: string, from = 0): Axis {
  return { ...niceAxis(label, from, 1), format: percentWord };
}

/** An axis of accuracies or other mostly high shares: from a round value below the lowest one up to 1. */
export function highShareAxis(label: string, values: readonly number[]): Axis {
  return shareAxis(label, Math.max(0, Math.min(0.9, ...values)));
}

/** An axis of integers. Those below 0 count something else, and are written without a sign. */
export function countAxis(label: string, from: number, to: number): Axis {
  const axis = niceAxis(label, from, to);
  return {
    ...axis,
    ticks: axis.ticks.filter(Number.isInteger),
    format: (value) => count(Math.abs(value)),
  };
}

/** A share without decimals: "20 %". */
export function percentWord(share: number): string {
  return `${Math.round(100 * share)}\u00a0%`;
}
