/** The lines by which two models are told apart: one solid, one dashed. */
export const LINES = [
  { stroke: "var(--mantine-primary-color-filled)", strokeDasharray: undefined },
  { stroke: "var(--text)", strokeDasharray: "7 5" },
] as const;

/** A piece of a model's line with its point, as in the chart. */
export function ModelMark({ index }: { index: 0 | 1 }) {
  return (
    <svg width="44" height="18" viewBox="-22 -9 44 18" aria-hidden="true">
      <path d="M-21 0H21" strokeWidth="2.5" {...LINES[index]} />
      <ModelPoint index={index} />
    </svg>
  );
}

/** The point on a model's line, around (0, 0): one filled, one hollow. */
export function ModelPoint({ index }: { index: 0 | 1 }) {
  const { stroke } = LINES[index];
  return index === 0 ? (
    <path d="M0-8L8 0L0 8L-8 0Z" fill={stroke} stroke="var(--card)" strokeWidth="2" />
  ) : (
    <path d="M0-7L7 5H-7Z" fill="var(--card)" stroke={stroke} strokeWidth="2.5" strokeLinejoin="round" />
  );
}
