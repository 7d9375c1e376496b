import { Button } from "@mantine/core";
import { type Ref, useMemo } from "react";
import { CONDITIONS, conditionWord } from "../../../conditions/conditions";
import { decisionOf } from "../../../models/decision";
import { photos } from "../../../models/figure-sentences";
import { canBeTuned } from "../../../models/fine-tuned";
import type { TrainedModel } from "../../../models/model";
import {
  calibratedStress,
  hurtfulConditions,
  type StressFigures,
  stressFigures,
} from "../../../models/stress-figures";
import { SMALL_CHANGES } from "../../../tuning/tuning-settings";
import { showFineTuning } from "../../session/address";
import { useIsTraining } from "../../session/learning";
import { useSession } from "../../session/store";
import type { StressOutcome } from "../../session/stress";
import { changeTuning } from "../../session/tuning";
import { figure, percent } from "../../widgets/format";
import { ConditionRow } from "./ConditionRow";
import classes from "./StressResult.module.css";
import { STRENGTH_NAMES, stressSentence } from "./stress-words";

/** With fewer photos than this, a single one changes the accuracy so much that the page says so. */
const FEW_PHOTOS = 100;

/** The result of a stress test: what hurts most, each condition, and the remedy. */
export function StressResult({
  model,
  outcome,
  heading,
}: {
  model: TrainedModel;
  outcome: StressOutcome;
  heading: Ref<HTMLParagraphElement>;
}) {
  const decision = decisionOf(model);
  const test = useMemo(() => calibratedStress(outcome.test, model.temperature), [outcome, model.temperature]);
  const figures = useMemo(() => stressFigures(test, decision.threshold), [test, decision.threshold]);
  const { clean, conditions, count } = figures;
  return (
    <div className="stack">
      <p ref={heading} tabIndex={-1} className={classes.sentence}>
        {stressSentence(figures)}
      </p>
      <Remedy model={model} figures={figures} />
      <div>
        <div className={classes.heads} aria-hidden="true">
          <span>
            Accuracy on {photos(count)} ({outcome.part === "test" ? "test" : "validation"})
          </span>
          {Object.values(STRENGTH_NAMES).map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        <ul className={`${classes.rows} tabular`} aria-label="Conditions" data-testid="conditions">
          <li className={classes.clean}>
            <span>As they are</span>
            <span>
              <b>{percent(clean.accuracy)}</b> <small>ROC AUC {figure(clean.rocAuc)}</small>
            </span>
          </li>
          {conditions.map((condition) => (
            <li key={condition.condition}>
              <ConditionRow figures={condition} all={figures} model={model} test={test} decision={decision} />
            </li>
          ))}
        </ul>
        <p className="small-print">
          The bars go from 50&nbsp;% (guessing) to 100&nbsp;%. The line is the accuracy on the photos as they
          are.
          {count > 0 &&
            count < FEW_PHOTOS &&
            ` One photo counts for ${(100 / count).toFixed(1)} percentage points.`}
        </p>
      </div>
    </div>
  );
}

/**
 * Offers fine-tuning in bad conditions if any condition hurts. It trains with all of them: with only those that hurt
 * (800 faces, width 0.35), accuracy fell by 14 points in the one condition left out, half covered; with all of them it
 * rose in every one.
 */
function Remedy({ model, figures }: { model: TrainedModel; figures: StressFigures }) {
  const isBusy = useIsTraining();
  const hurtful = hurtfulConditions(figures).map(({ condition }) => condition);
  if (hurtful.length === 0 || !canBeTuned(model)) return null;
  const names = hurtful.map(conditionWord);
  const fineTune = () => {
    const { augmentations } = useSession.getState().tuningSettings;
    const small = SMALL_CHANGES.filter((each) => augmentations.includes(each));
    // Training the last blocks only would not do: the output of the others is computed once per photo, unaugmented.
    changeTuning({ blocks: "all", augmentations: [...small, ...CONDITIONS] });
    showFineTuning(model);
  };
  return (
    <div className="button-note">
      <Button variant="default" disabled={isBusy} data-testid="tune-in-conditions" onClick={fineTune}>
        Fine-tune in bad conditions
      </Button>
      <p className="small-print">
        {isBusy
          ? "A model is being trained right now."
          : `Half of its training photos are then made worse in these ways. This helps against what hurts most: ${names.join(", ")}.`}
      </p>
    </div>
  );
}
