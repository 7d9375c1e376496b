import { otherLabel } from "../../common/label";
import { LabelShape } from "../widgets/LabelMark";
import classes from "./EvidenceSum.module.css";
import type { PhotoEvidence } from "./photo-evidence";
import { evidenceSums } from "./sums";
import { hundredths, sumSentence } from "./why-sentences";

/** The evidence as a sum on one line: for the label − against it ± what belongs to no field = the total. */
export function EvidenceSum({ why }: { why: PhotoEvidence }) {
  if (why.status === "failed") return <p className={classes.sum}>{why.error.message}</p>;
  if (why.status !== "ready") return <p className={classes.sum}>Computing the map …</p>;
  const { label, towards, against, rest, total } = evidenceSums(why.evidence);
  return (
    <p className={`${classes.sum} tabular`}>
      <span className="visually-hidden">{sumSentence(why.evidence)}</span>
      <span aria-hidden="true">
        <LabelShape label={label} /> {hundredths(towards)} − <LabelShape label={otherLabel(label)} />{" "}
        {hundredths(against)} {rest !== 0 && `${rest < 0 ? "−" : "+"} ${hundredths(Math.abs(rest))} `}={" "}
        <b>
          <LabelShape label={label} /> {hundredths(total)}
        </b>
      </span>
    </p>
  );
}
