import { LABELS } from "../../common/label";
import { LabelShape } from "../widgets/LabelMark";
import classes from "./WhyLegend.module.css";

/** The legend of the maps: colours and shapes. */
export function WhyLegend() {
  return (
    <ul className={classes.legend}>
      {LABELS.map((label) => (
        <li key={label} className={classes.entry}>
          <span className={classes.ramp} data-label={label} aria-hidden="true" />
          <LabelShape label={label} /> speaks for {label}
        </li>
      ))}
    </ul>
  );
}
