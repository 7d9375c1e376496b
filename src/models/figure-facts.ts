import type { Label } from "../common/label";
import { figure, percent } from "../common/words";
import type { Confusion } from "../metrics/confusion";
import { brier, logLoss } from "../metrics/loss";
import { averagePrecision } from "../metrics/precision-recall";
import { balancedAccuracy, mcc } from "../metrics/rates";
import { viewFrom } from "./evaluation";
import type { Evaluation } from "./model";
import type { Fact } from "./training-facts";

/** Figures of the answers at a threshold that only some ask for. */
export function factsOfAnswers(confusion: Confusion): readonly Fact[] {
  return [
    {
      name: "Balanced accuracy",
      value: percent(balancedAccuracy(confusion)),
      note: "The mean of the two labels’ recall; guessing reaches 50 %.",
    },
    {
      name: "Matthews correlation",
      value: figure(mcc(confusion)),
      note: "Of answers and labels: 1 is perfect, 0 is guessing.",
    },
  ];
}

/** Figures of the probabilities, for which no threshold matters. */
export function factsOfScores(evaluation: Evaluation, positive: Label): readonly Fact[] {
  const { labels, scores } = viewFrom(evaluation, positive);
  return [
    {
      name: "Average precision",
      value: figure(averagePrecision(labels, scores)),
      note: `Precision over all thresholds, for ${positive}.`,
    },
    {
      name: "Log loss",
      value: figure(logLoss(labels, scores)),
      note: "Punishes being sure and wrong; 0 is perfect, 0.693 is guessing.",
    },
    {
      name: "Brier score",
      value: figure(brier(labels, scores)),
      note: "How far the probabilities are off, squared; 0 is perfect, 0.25 is guessing.",
    },
  ];
}
