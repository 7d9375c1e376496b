import { Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Label } from "../../common/label";
import { figuresOf, mainPart, viewFrom } from "../../models/evaluation";
import type { Evaluation, HeldOut, TrainedModel } from "../../models/model";
import { useSession } from "../session/store";
import { Basis } from "./Basis";
import { ClosingActions } from "./ClosingActions";
import { ConfusionMatrix } from "./ConfusionMatrix";
import { FiveFigures } from "./FiveFigures";
import { Fold } from "./Fold";
import { HowTrained } from "./HowTrained";
import classes from "./ModelResults.module.css";
import { MoreFigures } from "./MoreFigures";
import { ResultsHeader } from "./ResultsHeader";
import { RocChart } from "./RocChart";
import { cautions, plainSentence } from "./sentences";

/** The results of one model, measured on its test photos where it has any, else on its validation photos. */
export function ModelResults({ model }: { model: TrainedModel }) {
  const { evaluations } = model;
  const positive = useSession((session) => session.positive);
  const [part, setPart] = useState<HeldOut>(mainPart(model) ?? "val");
  const evaluation = evaluations[part];

  return (
    <div className={classes.place}>
      <ResultsHeader model={model} />
      {evaluation === undefined ? (
        <Text size="lg" maw="46rem">
          {whyUnknown(model)}
        </Text>
      ) : (
        <Measured
          model={model}
          evaluation={evaluation}
          positive={positive}
          basis={<Basis evaluations={evaluations} part={part} onPart={setPart} positive={positive} />}
        />
      )}
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
      <ClosingActions model={model} positive={positive} />
    </div>
  );
}

function whyUnknown({ run, openedFrom }: TrainedModel): string {
  if (run === undefined)
    return `Not checked on photos here, and ${openedFrom ?? "its file"} does not tell how good it is.`;
  return (
    "Nobody knows how good this model is: there was no photo to check it with that it was not trained on. " +
    "Set some aside and train again."
  );
}

function Measured({
  model,
  evaluation,
  positive,
  basis,
}: {
  model: TrainedModel;
  evaluation: Evaluation;
  positive: Label;
  basis: React.ReactNode;
}) {
  const figures = useMemo(() => figuresOf(evaluation, positive), [evaluation, positive]);
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  const notes = cautions(model, evaluation, figures);
  return (
    <>
      <section className={classes.headline} aria-label="Figures">
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
        <RocChart view={view} figures={figures} positive={positive} />
      </div>
    </>
  );
}
