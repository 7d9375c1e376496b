import type { Label } from "../../common/label";
import type { Figures } from "../../metrics/figures";
import type { Interval } from "../../metrics/interval";
import { HEADLINE_METRICS, METRICS } from "../../metrics/metrics";
import { accuracyInterval, percentRange, whyMissing } from "../../models/figure-sentences";
import { figure } from "../widgets/format";
import classes from "./FiveFigures.module.css";

/** The five headline metrics, each with what it means or why it is missing. */
export function FiveFigures({
  figures,
  positive,
  auc,
}: {
  figures: Figures;
  positive: Label;
  /** 95 % confidence interval of the area under the curve; undefined until it is computed. */
  auc: Interval | undefined;
}) {
  const interval = accuracyInterval(figures);
  return (
    <dl className={classes.figures}>
      {HEADLINE_METRICS.map((name) => (
        <div key={name} className={classes.figure} data-figure={name} data-value={figures[name]}>
          <dt className={classes.name}>{METRICS[name].title}</dt>
          <dd className={`${classes.value} tabular`}>{METRICS[name].format(figures[name])}</dd>
          <dd className={classes.words}>
            {whyMissing(name, figures, positive) ?? METRICS[name].meaning(positive)}
            {name === "accuracy" && interval !== undefined && (
              <span className={`${classes.range} tabular`}>
                {" "}
                95&nbsp;% confidence interval: {percentRange(interval)}.
              </span>
            )}
            {name === "rocAuc" && auc !== undefined && (
              <span className={`${classes.range} tabular`}>
                {" "}
                95&nbsp;% confidence interval: {figure(auc.low)}–{figure(auc.high)}.
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
