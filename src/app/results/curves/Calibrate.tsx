import { Button, Text } from "@mantine/core";
import { useMemo } from "react";
import { logLoss } from "../../../metrics/loss";
import { calibratedScores } from "../../../metrics/probability";
import { expectedCalibrationError, reliability } from "../../../metrics/reliability";
import { fitTemperature, type Temperature } from "../../../metrics/temperature";
import { decisionOf, withTemperature } from "../../../models/decision";
import { viewFrom } from "../../../models/evaluation";
import type { Evaluation, TrainedModel } from "../../../models/model";
import { notifyFailure } from "../../notices/notify-failure";
import { offerUndo } from "../../notices/offer-undo";
import { changeModel } from "../../session/models";
import { figure, percent } from "../../widgets/format";
import classes from "./Curves.module.css";

/** A temperature closer to 1 than this makes no visible difference. */
const NO_MATTER = 0.02;

/** Calibrates the probabilities by fitting the temperature on the validation photos, or undoes that. */
export function Calibrate({ model }: { model: TrainedModel }) {
  const { val } = model.evaluations;
  const { temperature = 1 } = model;
  const fit = useMemo(() => val && fitOn(val), [val]);
  const change = (next: number) => {
    const before = withTemperature(model, temperature);
    void changeModel(model.id, (kept) => ({ ...kept, ...withTemperature(kept, next) })).catch(notifyFailure);
    offerUndo(next === 1 ? "Calibration undone" : "Probabilities calibrated", () =>
      changeModel(model.id, (kept) => ({ ...kept, ...before })),
    );
  };
  const effect =
    decisionOf(model).unsure === 0
      ? "The predicted labels stay the same."
      : "The predicted labels stay the same, but the model may be “not sure” about other photos.";
  if (val === undefined || fit === undefined)
    return (
      <Text className={classes.note}>Its probabilities cannot be calibrated without validation photos.</Text>
    );
  if (temperature !== 1)
    return (
      <div className={classes.calibrate}>
        <Text className={classes.note}>
          Calibrated with temperature {temperature.toFixed(2)}. On the validation photos:{" "}
          {beforeAndAfter(val, temperature)}. {effect} The files that you download are calibrated too.
        </Text>
        <Button variant="default" data-testid="undo-calibration" onClick={() => change(1)}>
          Undo the calibration
        </Button>
      </div>
    );
  if (fit.status === "impossible") return <Text className={classes.note}>{why(fit.reason)}</Text>;
  if (Math.abs(fit.temperature - 1) < NO_MATTER)
    return <Text className={classes.note}>Calibrating it would change almost nothing.</Text>;
  return (
    <div className={classes.calibrate}>
      <Button variant="default" data-testid="calibrate" onClick={() => change(fit.temperature)}>
        Calibrate the probabilities
      </Button>
      <Text className={classes.note}>
        It is {fit.temperature > 1 ? "too sure" : "not sure enough"} of its predictions on the validation
        photos. This divides its logits by {fit.temperature.toFixed(2)} (temperature scaling):{" "}
        {beforeAndAfter(val, fit.temperature)}. {effect}
      </Text>
    </div>
  );
}

function fitOn(val: Evaluation<"uncalibrated">): Temperature {
  const { labels, scores } = viewFrom(val, "female");
  return fitTemperature(labels, scores);
}

/** The log loss, which the fit minimises, and the calibration error, which should fall with it. */
function beforeAndAfter(val: Evaluation<"uncalibrated">, temperature: number): string {
  const views = [viewFrom(val, "female"), viewFrom(calibratedScores(val, temperature), "female")];
  const losses = views.map(({ labels, scores }) => figure(logLoss(labels, scores)));
  const errors = views.map(({ labels, scores }) =>
    percent(expectedCalibrationError(reliability(labels, scores))),
  );
  return `log loss ${losses.join(" before, ")} after; calibration error ${errors.join(" before, ")} after`;
}

function why(reason: Extract<Temperature, { status: "impossible" }>["reason"]): string {
  switch (reason) {
    case "no photos":
      return "Its probabilities cannot be calibrated, because there are no validation photos.";
    case "one class":
      return "Its probabilities cannot be calibrated, because all validation photos have the same label.";
    case "no mistakes":
      return "Its probabilities cannot be calibrated, because it makes no mistakes on the validation photos, so they do not show how often it is wrong.";
    case "no better than chance":
      return "Its probabilities cannot be calibrated, because on the validation photos they are no better than guessing.";
  }
}
