import { Anchor } from "@mantine/core";
import { IconHistory, IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, type Ref, useDeferredValue, useMemo, useState } from "react";
import type { PositiveProbability } from "../../metrics/probability";
import { tellsPhotos } from "../../models/evaluated";
import { figuresAt, scoredPhotos, viewFrom } from "../../models/evaluation";
import { cautions, plainSentence, whyMissing } from "../../models/figure-sentences";
import { femaleThreshold } from "../../models/presets";
import { useLeakage } from "../session/model-leakage";
import { go } from "../session/store";
import { ConfusionMatrix } from "./ConfusionMatrix";
import type { MeasuredModel } from "./curves/measured-model";
import { PlotDownloads } from "./curves/PlotDownloads";
import { leakCautions } from "./duplicates/duplicate-sentences";
import { FiveFigures } from "./FiveFigures";
import classes from "./ModelResults.module.css";
import { PhotoDrawer } from "./photos/PhotoDrawer";
import type { PhotoSet } from "./photos/photo-sets";
import { cellSet, ShowPhotos } from "./photos/photo-sets";
import { RocChart } from "./RocChart";
import { ThresholdPanel } from "./threshold/ThresholdPanel";
import { useDecision } from "./threshold/useDecision";
import { MovingFigures } from "./threshold/useFigures";
import { useLatest } from "./threshold/useLatest";
import { useIntervals } from "./useIntervals";
import { useStaleness } from "./useStaleness";

/** A model’s metrics and plots on one set of photos: everything that changes when the threshold moves. */
export function Measured({
  ref,
  model,
  part,
  evaluation,
  positive,
  basis,
  children,
}: MeasuredModel & {
  ref: Ref<HTMLElement>;
  basis: ReactNode;
  /** Shown below. It may use `useFigures` (metrics at the current threshold) and `useShowPhotos`. */
  children: ReactNode;
}) {
  const decisions = useDecision(model);
  const { threshold } = decisions.decision;
  const scored = useMemo(() => scoredPhotos(evaluation), [evaluation]);
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  const figures = useMemo(() => figuresAt(scored, positive, threshold), [scored, positive, threshold]);
  const intervals = useIntervals(view, figures.threshold);
  const [shown, show] = useState<PhotoSet>();
  const leakage = useLeakage(model, model.evaluations[part]);
  const stale = useStaleness(model, evaluation);
  const notes = [...leakCautions(leakage), ...cautions(model, part, evaluation, figures)];
  const onThreshold = useLatest((chosen: PositiveProbability) =>
    decisions.change({ threshold: femaleThreshold(chosen, positive) }),
  );
  // With tens of thousands of photos the curve is slow to draw; deferring it lets the metrics appear first.
  const missing = whyMissing("rocAuc", figures, positive);
  const curve = useDeferredValue(
    useMemo(() => ({ view, rocAuc: scored.rocAuc, missing, positive }), [view, scored, missing, positive]),
  );
  return (
    <MovingFigures value={figures}>
      <section
        ref={ref}
        tabIndex={-1}
        className={classes.headline}
        aria-label="Metrics"
        data-testid="figures"
      >
        {basis}
        <FiveFigures figures={figures} positive={positive} auc={intervals?.rocAuc} />
        <p className={classes.plain} aria-live="polite">
          {plainSentence(figures, positive)}
        </p>
        {stale !== undefined && (
          <p className={classes.stale} role="status">
            <IconHistory size={20} aria-hidden="true" />
            <span>
              {stale}{" "}
              <Anchor href="#train" underline="always" onClick={() => go("train")}>
                Train again
              </Anchor>
            </span>
          </p>
        )}
        {notes.length > 0 && (
          <ul className={classes.cautions}>
            {notes.map((note) => (
              <li key={note}>
                <IconInfoCircle size={20} aria-hidden="true" />
                {note}
              </li>
            ))}
          </ul>
        )}
      </section>
      <div className={classes.pictures}>
        <div className={classes.column}>
          <ConfusionMatrix
            figures={figures}
            positive={positive}
            onOpen={
              tellsPhotos(evaluation)
                ? (label, called) => show(cellSet(evaluation, threshold, label, called))
                : undefined
            }
          />
          <ThresholdPanel decisions={decisions} view={view} positive={positive} evaluation={evaluation} />
        </div>
        <div>
          <RocChart {...curve} onThreshold={onThreshold} />
          {scored.rocAuc !== undefined && (
            <PlotDownloads plot="roc" title="the ROC curve" {...{ model, part, positive }} />
          )}
        </div>
      </div>
      <ShowPhotos value={show}>{children}</ShowPhotos>
      <PhotoDrawer set={shown} onClose={() => show(undefined)} />
    </MovingFigures>
  );
}
