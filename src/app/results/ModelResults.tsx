import { Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { calibratedEvaluations } from "../../models/decision";
import { mainPart } from "../../models/evaluation";
import { whyUnknown } from "../../models/figure-sentences";
import type { HeldOut, TrainedModel } from "../../models/model";
import { ANALYSES, namesOf } from "../../report/analyses";
import { checking } from "../session/checking";
import { useSession } from "../session/store";
import { PANELS } from "./analysis-panels";
import { Basis } from "./Basis";
import { CheckOnPhotos } from "./CheckOnPhotos";
import { ClosingActions } from "./ClosingActions";
import { HowSure } from "./curves/HowSure";
import { OtherThresholds } from "./curves/OtherThresholds";
import { HistoryDownload } from "./curves/PlotDownloads";
import { Fold } from "./Fold";
import { HowTrained } from "./HowTrained";
import { Measured } from "./Measured";
import classes from "./ModelResults.module.css";
import { MoreFigures } from "./MoreFigures";
import { FewPhotos } from "./more-data/FewPhotos";
import { ResultsHeader } from "./ResultsHeader";
import { TuningChange } from "./TuningChange";
import { TuningOffer } from "./TuningOffer";

/** The results of one model, measured on its test photos if it has any, otherwise on its validation photos. */
export function ModelResults({ model }: { model: TrainedModel }) {
  const { temperature } = model;
  const evaluations = useMemo(
    () => calibratedEvaluations(model.evaluations, temperature),
    [model.evaluations, temperature],
  );
  const positive = useSession((session) => session.positive);
  const [chosenPart, choosePart] = useState<HeldOut>();
  const part = chosenPart ?? mainPart(model) ?? "val";
  const evaluation = evaluations[part];
  const measured = evaluation && { model, part, evaluation, positive };
  const figures = useRef<HTMLElement>(null);
  const justChecked = checking.use((job) => job.status === "done" && job.subject === model.id);
  useDidUpdate(() => {
    if (!justChecked) return;
    choosePart(undefined);
    figures.current?.focus();
  }, [justChecked]);

  const more = (
    <>
      {measured !== undefined && <FewPhotos {...measured} />}
      <TuningOffer model={model} />
      <div className={classes.folds}>
        {measured !== undefined && (
          <>
            <Fold name="figures" title="More metrics">
              <MoreFigures {...measured} />
            </Fold>
            <Fold name="thresholds" title="What would other thresholds do?">
              <OtherThresholds {...measured} />
            </Fold>
            <Fold name="sureness" title="How sure is it, and how often is it right?">
              <HowSure {...measured} />
            </Fold>
          </>
        )}
        {namesOf(PANELS).map((name) => {
          const panel = PANELS[name]({ model, part, evaluation, positive });
          return (
            panel && (
              <Fold key={name} name={name} title={ANALYSES[name]}>
                {panel}
              </Fold>
            )
          );
        })}
        {model.run !== undefined && (
          <Fold name="training" title="How it was trained">
            <HowTrained run={model.run} backbone={model.backbone} />
            <HistoryDownload model={model} />
          </Fold>
        )}
      </div>
      {measured !== undefined && <CheckOnPhotos model={model} isChecked />}
    </>
  );
  return (
    <div className={classes.place}>
      <ResultsHeader model={model} />
      <TuningChange model={model} positive={positive} />
      {measured === undefined ? (
        <>
          <section className={classes.headline} aria-label="Metrics" data-testid="figures">
            <Text size="lg" maw="46rem">
              {whyUnknown(model)}
            </Text>
            <CheckOnPhotos model={model} isChecked={false} />
          </section>
          {more}
        </>
      ) : (
        <Measured
          ref={figures}
          {...measured}
          basis={<Basis model={model} part={part} onPart={choosePart} positive={positive} />}
        >
          {more}
        </Measured>
      )}
      <ClosingActions model={model} positive={positive} />
    </div>
  );
}
