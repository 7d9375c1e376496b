import type { Label } from "../common/label";
import type { Confusion } from "../metrics/confusion";
import { METRIC_NAMES, type Metric, metricOf } from "../metrics/metrics";
import { viewFrom } from "./evaluation";
import type { Evaluation } from "./model";
import type { Fact } from "./training-facts";

/** Less common metrics of the predictions at a threshold. */
export function factsOfAnswers(
  confusion: Confusion,
  positive: Label,
  where: "page" | "report",
): readonly Fact[] {
  return moreMetrics(where).flatMap((metric) =>
    metric.of === "answers" ? [factOf(metric, metric.value(confusion), positive)] : [],
  );
}

/** Less common metrics of the probabilities, which do not depend on the threshold. */
export function factsOfScores(
  evaluation: Evaluation,
  positive: Label,
  where: "page" | "report",
): readonly Fact[] {
  const { labels, scores } = viewFrom(evaluation, positive);
  return moreMetrics(where).flatMap((metric) =>
    metric.of === "scores" ? [factOf(metric, metric.value(labels, scores), positive)] : [],
  );
}

function moreMetrics(where: "page" | "report"): readonly Metric[] {
  return METRIC_NAMES.map(metricOf).filter(({ place }) => place === "more" || place === where);
}

function factOf({ title, format, meaning }: Metric, value: number | undefined, positive: Label): Fact {
  return { name: title, value: format(value), note: meaning(positive) };
}
