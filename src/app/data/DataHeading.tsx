import type { RefObject } from "react";
import classes from "./DataHeading.module.css";

/** What is shown under Data, and a sentence about it. */
export function DataHeading({
  ref,
  title,
  lead,
}: {
  /** If it takes the focus. */
  ref?: RefObject<HTMLHeadingElement | null>;
  title: string;
  lead: string;
}) {
  return (
    <div>
      <h1 ref={ref} tabIndex={ref && -1} className={`${classes.title} tabular`}>
        {title}
      </h1>
      <p className={classes.lead}>{lead}</p>
    </div>
  );
}
