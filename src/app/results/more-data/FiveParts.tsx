import type { Ref } from "react";
import { partsSentence } from "../../../crossvalidation/crossvalidation-sentences";
import type { FoldFigures } from "../../../crossvalidation/summary";
import classes from "./MorePhotos.module.css";

/** The figures of cross-validation. */
export function FiveParts({ ref, figures }: { ref?: Ref<HTMLParagraphElement>; figures: FoldFigures }) {
  return (
    <div className={classes.five}>
      <p ref={ref} tabIndex={-1} className="tabular">
        {partsSentence(figures)}
      </p>
      <p className={classes.note}>
        So every photo was checked, and none by a model that had learned from it. Behind ± stands by how much
        one part differs from another (standard deviation).
      </p>
    </div>
  );
}
