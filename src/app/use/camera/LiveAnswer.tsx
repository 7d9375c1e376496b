import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { rate } from "../../widgets/format";
import { AnswerSentence } from "../answer/AnswerSentence";
import { ConfidenceBar } from "../answer/ConfidenceBar";
import classes from "./LiveAnswer.module.css";
import type { LiveAnswer as Answer } from "./watching";

/** A label is announced once it has not changed for this long; screen readers could not keep up with faster changes. */
const SETTLED_MS = 1500;

/** The model’s prediction, shown over the live picture. */
export function LiveAnswer({ answer }: { answer: Answer }) {
  const label = answer.status === "answering" ? answer.prediction.label : undefined;
  const [settled] = useDebouncedValue(label, SETTLED_MS);

  if (answer.status === "failed") {
    return (
      <div className={classes.problem}>
        <ErrorNotice error={answer.error} />
      </div>
    );
  }
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {settled !== undefined && `Looks ${settled} to this model`}
      </p>
      {answer.status === "answering" && answer.framesPerSecond !== undefined && (
        <p className={`${classes.speed} tabular`} data-testid="camera-speed">
          {rate(answer.framesPerSecond)} frames/s
        </p>
      )}
      <div className={classes.over}>
        {answer.status === "waiting" && (
          <p className={classes.waiting}>
            <Loader size={14} color="gray.3" aria-hidden="true" /> Looking …
          </p>
        )}
        {answer.status === "answering" && (
          <>
            <AnswerSentence prediction={answer.prediction} />
            <ConfidenceBar prediction={answer.prediction} />
          </>
        )}
      </div>
    </>
  );
}
