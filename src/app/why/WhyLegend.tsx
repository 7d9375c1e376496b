import { LABELS } from "../../common/label";
import { LabelShape } from "../widgets/LabelMark";
import classes from "./WhyLegend.module.css";

/** What the colours and the shapes of the maps mean. */
export function WhyLegend() {
  return (
    <ul className={classes.legend}>
      {LABELS.map((label) => (
        <li key={label} className={classes.entry}>
          <span className={classes.ramp} data-label={label} aria-hidden="true" />
          <LabelShape label={label} /> speaks for {label}
        </li>
      ))}
      <li className={classes.entry}>the shape: where most does</li>
    </ul>
  );
}
