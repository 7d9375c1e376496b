import type { Label } from "../../common/label";
import classes from "./LabelMark.module.css";

/** A label as shape, colour and word: a circle for female, a square for male. */
export function LabelMark({ label, children }: { label: Label; children?: React.ReactNode }) {
  return (
    <span className={classes.mark} data-label={label}>
      <LabelShape label={label} />
      {children ?? label}
    </span>
  );
}

/** The shape alone, for use next to the word. */
export function LabelShape({ label }: { label: Label }) {
  return (
    <svg
      width="0.75em"
      height="0.75em"
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={classes.shape}
      data-label={label}
    >
      {label === "female" ? (
        <circle cx="6" cy="6" r="6" />
      ) : (
        <rect x="0.75" y="0.75" width="10.5" height="10.5" rx="1.5" />
      )}
    </svg>
  );
}
