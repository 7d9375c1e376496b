import type { Counts } from "../../dataset/findings";
import type { Split } from "../../dataset/sample";
import { count } from "../widgets/format";
import { ValidationShare } from "../widgets/ValidationShare";
import { PARTS } from "./parts";
import classes from "./SplitBar.module.css";

/** The split as a bar, and the validation share unless a folder decides it. */
export function SplitBar({
  counts,
  disputed,
  hasOwnValidation,
}: {
  counts: Counts;
  /** Number of photos under both labels, which are not used until somebody decides. */
  disputed: number;
  hasOwnValidation: boolean;
}) {
  const parts = PARTS.map((part) => ({ ...part, size: sizeOf(counts, part.split) })).filter(
    ({ size }) => size > 0,
  );
  return (
    <section className={classes.split} aria-label="What the photos are used for">
      <div data-derived>
        <div className={classes.bar} aria-hidden="true">
          {parts.map(({ split, size }) => (
            <span key={split} className={classes.part} data-part={split} style={{ flexGrow: size }} />
          ))}
        </div>
        <ul className={`${classes.legend} tabular`}>
          {parts.map(({ split, name, use, size }) => (
            <li key={split}>
              <span className={classes.swatch} data-part={split} aria-hidden="true" />
              <span>
                <b>{name}</b> {count(size)} <span className={classes.use}>{use}</span>
              </span>
            </li>
          ))}
          {disputed > 0 && <li className={classes.use}>{count(disputed)} with both labels, not used</li>}
        </ul>
      </div>
      {hasOwnValidation ? (
        <p className={classes.own}>
          Your validation folder decides which photos are used to check the result.
        </p>
      ) : (
        <ValidationShare />
      )}
    </section>
  );
}

function sizeOf(counts: Counts, split: Split): number {
  return counts[split].female + counts[split].male;
}
