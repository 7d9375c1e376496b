/** An axis from 0 to 100 %. */
export const SHARE_AXIS = {
  type: "number",
  domain: [0, 1],
  tickFormatter: (value: number) => `${Math.round(100 * value)}\u00a0%`,
  tickLine: false,
  axisLine: false,
} as const;

/** Recharts wants a list of its own. */
export const SHARE_TICKS = [0, 0.25, 0.5, 0.75, 1];
