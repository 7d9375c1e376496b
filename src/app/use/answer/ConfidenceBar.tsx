import { calledAt, distance, type FemaleProbability, ofLabel } from "../../../metrics/probability";
import { LIKELIER, type Prediction } from "../../../models/decision";
import { LabelShape } from "../../widgets/LabelMark";
import classes from "./ConfidenceBar.module.css";

/**
 * How far an answer is from the threshold, from male on the left to female on the right. Hidden from screen readers:
 * the sentence next to it says the same.
 */
export function ConfidenceBar({ prediction }: { prediction: Prediction | undefined }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      <LabelShape label="male" />
      <div className={`${classes.track} bar-track`}>
        {prediction !== undefined && <Reach {...prediction} />}
        <div
          className={classes.threshold}
          style={{ left: share(prediction?.threshold ?? LIKELIER.threshold) }}
        />
      </div>
      <LabelShape label="female" />
    </div>
  );
}

/** Explains the ends and the tick of all the bars. */
export function ConfidenceLegend() {
  return (
    <div className={classes.legend}>
      <span className={classes.end}>
        <LabelShape label="male" /> clearly male
      </span>
      <span className={classes.middle}>
        <span className={classes.tick} aria-hidden="true" /> threshold
      </span>
      <span className={classes.end}>
        clearly female <LabelShape label="female" />
      </span>
    </div>
  );
}

function Reach({ label, female, isSure, threshold }: Prediction) {
  const shown = isSure ? label : "unsure";
  const start = calledAt(female, threshold) === "female" ? threshold : female;
  return (
    <>
      <div
        className={classes.reach}
        data-label={shown}
        style={{ left: share(start), width: percentage(distance(female, threshold)) }}
      />
      <div className={classes.knob} data-label={shown} style={{ left: share(female) }} />
    </>
  );
}

/** The position of a probability on the bar. */
function share(female: FemaleProbability): string {
  return percentage(ofLabel(female, "female"));
}

function percentage(value: number): string {
  return `${100 * value}%`;
}
