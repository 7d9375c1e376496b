import { Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { IconInfoCircle } from "@tabler/icons-react";
import { type Ref, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Label } from "../../common/label";
import { figuresOf, mainPart, viewFrom } from "../../models/evaluation";
import type { Evaluation, HeldOut, TrainedModel } from "../../models/model";
import { useChecking } from "../session/checking";
import { useSession } from "../session/store";
import { Basis } from "./Basis";
import { CheckOnPhotos } from "./CheckOnPhotos";
import { ClosingActions } from "./ClosingActions";
import { ConfusionMatrix } from "./ConfusionMatrix";
import { FiveFigures } from "./FiveFigures";
import { Fold } from "./Fold";
import { HowTrained } from "./HowTrained";
import classes from "./ModelResults.module.css";
import { MoreFigures } from "./MoreFigures";
import { ResultsHeader } from "./ResultsHeader";
import { RocChart } from "./RocChart";
import { cautions, plainSentence, whyUnknown } from "./sentences";
import { TuningChange } from "./TuningChange";
import { TuningOffer } from "./TuningOffer";

/** The results of one model, measured on its test photos where it has any, else on its validation photos. */
export function ModelResults({ model }: { model: TrainedModel }) {
  const { evaluations } = model;
  const positive = useSession((session) => session.positive);
  const [chosenPart, choosePart] = useState<HeldOut>();
  const part = chosenPart ?? mainPart(model) ?? "val";
  const evaluation = evaluations[part];
  const figures = useRef<HTMLElement>(null);
  const justChecked = useChecking(({ job }) => job.status === "done" && job.modelId === model.id);
  useDidUpdate(() => {
    if (!justChecked) return;
    choosePart(undefined);
    figures.current?.focus();
  }, [justChecked]);

  return (
    <div className={classes.place}>
      <ResultsHeader model={model} />
      <TuningChange model={model} positive={positive} />
      {evaluation === undefined ? (
        <section className={classes.headline} aria-label="Figures">
          <Text size="lg" maw="46rem">
            {whyUnknown(model)}
          </Text>
          <CheckOnPhotos model={model} isChecked={false} />
        </section>
      ) : (
        <Measured
          ref={figures}
          model={model}
          evaluation={evaluation}
          positive={positive}
          basis={<Basis model={model} part={part} onPart={choosePart} positive={positive} />}
        />
      )}
      <TuningOffer model={model} />
      <div className={classes.folds}>
        {evaluation !== undefined && (
          <Fold title="More figures">
            <MoreFigures evaluation={evaluation} positive={positive} />
          </Fold>
        )}
        {model.run !== undefined && (
          <Fold title="How it was trained">
            <HowTrained run={model.run} backbone={model.backbone} />
          </Fold>
        )}
      </div>
      {evaluation !== undefined && <CheckOnPhotos model={model} isChecked />}
      <ClosingActions model={model} positive={positive} />
    </div>
  );
}

function Measured({
  ref,
  model,
  evaluation,
  positive,
  basis,
}: {
  ref: Ref<HTMLElement>;
  model: TrainedModel;
  evaluation: Evaluation;
  positive: Label;
  basis: React.ReactNode;
}) {
  const figures = useMemo(() => figuresOf(evaluation, positive), [evaluation, positive]);
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  // Of tens of thousands of photos the curve takes a moment: the figures are there before.
  const curve = useDeferredValue(useMemo(() => ({ view, figures, positive }), [view, figures, positive]));
  const notes = cautions(model, evaluation, figures);
  return (
    <>
      <section ref={ref} tabIndex={-1} className={classes.headline} aria-label="Figures">
        {basis}
        <FiveFigures figures={figures} positive={positive} />
        <p className={classes.plain} aria-live="polite">
          {plainSentence(figures, positive)}
        </p>
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
        <ConfusionMatrix figures={figures} positive={positive} />
        <RocChart {...curve} />
      </div>
    </>
  );
}
