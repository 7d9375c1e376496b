import { IconHelpCircle } from "@tabler/icons-react";
import { ofLabel } from "../../../metrics/probability";
import type { Prediction } from "../../../models/decision";
import { confidenceText, thresholdText } from "../../widgets/answer-text";
import { LabelShape } from "../../widgets/LabelMark";
import classes from "./AnswerSentence.module.css";

/** "Looks female to this model, 93 %", after the label’s shape, or “Not sure”. */
export function AnswerSentence({ prediction }: { prediction: Prediction }) {
  const { label, confidence, female, isSure } = prediction;
  if (!isSure)
    return (
      <p
        className={`${classes.sentence} tabular`}
        data-label="unsure"
        data-female={ofLabel(female, "female")}
      >
        <IconHelpCircle size={20} aria-hidden="true" />
        <span>
          Not sure, <span className={classes.number}>{confidenceText(ofLabel(female, "female"))}</span> female
        </span>
      </p>
    );
  return (
    <p className={`${classes.sentence} tabular`} data-label={label} data-female={ofLabel(female, "female")}>
      <LabelShape label={label} />
      <span>
        Looks {label} to this model, <span className={classes.number}>{confidenceText(confidence)}</span>
        {thresholdText(prediction)}
      </span>
    </p>
  );
}
