import type { Ref } from "react";
import { partsSentence } from "../../../crossvalidation/crossvalidation-sentences";
import type { FoldFigures } from "../../../crossvalidation/summary";
import classes from "./MorePhotos.module.css";

/** The metrics from cross-validation. */
export function FiveParts({ ref, figures }: { ref?: Ref<HTMLParagraphElement>; figures: FoldFigures }) {
  return (
    <div className={classes.five}>
      <p ref={ref} tabIndex={-1} className="tabular">
        {partsSentence(figures)}
      </p>
      <p className={classes.note}>
        Every photo was classified by a model that was not trained on it. The number after ± shows how much
        the results of the parts differ (standard deviation).
      </p>
    </div>
  );
}
