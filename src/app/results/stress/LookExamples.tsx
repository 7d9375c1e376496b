import { useEffect, useMemo, useState } from "react";
import { type AppError, toAppError } from "../../../common/error";
import { amountText, type Look, type Strength } from "../../../conditions/conditions";
import { nameOf } from "../../../dataset/paths";
import type { PresentPhoto } from "../../../engine/jobs/stress-job";
import { UNKNOWN } from "../../../metrics/probability";
import { photos } from "../../../models/figure-sentences";
import type { Decision, TrainedModel } from "../../../models/model";
import { type ConditionFigures, type StressTest, scoresOf } from "../../../models/stress-figures";
import { useSamplesByPath } from "../../session/derived";
import { presentPhoto } from "../../session/photos-to-stress";
import { showLooks } from "../../session/stress";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { figure } from "../../widgets/format";
import { PhotoImage } from "../../widgets/PhotoImage";
import classes from "./ConditionDetail.module.css";
import { STRENGTH_NAMES } from "./stress-words";
import { answerWords } from "./tipped";

/** One photo, unchanged and at each strength of a condition, as the model sees it, with the metrics at each. */
export function LookExamples({
  figures: { condition, looks },
  model,
  test,
  decision,
  paths,
}: {
  figures: ConditionFigures;
  model: TrainedModel;
  test: StressTest;
  decision: Decision;
  /** The first of these that is loaded is the example. */
  paths: readonly string[];
}) {
  const samples = useSamplesByPath();
  const example = useMemo(() => {
    const here = paths.find((path) => samples.get(path)?.file !== undefined);
    return here === undefined ? undefined : presentPhoto(here, samples);
  }, [paths, samples]);
  const shown = useMemo(() => looks.map(({ strength }) => ({ condition, strength })), [condition, looks]);
  const pictures = usePictures(example, model, shown, test.seed);
  const answerAt = (column: number) => {
    const photo = test.paths.indexOf(example?.path ?? "");
    return answerWords(scoresOf(test, column)[photo] ?? UNKNOWN, decision);
  };
  const columnOf = (strength: Strength) =>
    1 + test.looks.findIndex((look) => look.condition === condition && look.strength === strength);
  if (pictures instanceof Error) return <ErrorNotice error={pictures} />;
  return (
    <ul className={classes.examples} aria-label="How it looks" data-testid="condition-examples">
      {example !== undefined && (
        <li className={classes.example}>
          <Picture file={pictures?.[0]} alt={`${nameOf(example.path)} as it is`} />
          <p className={classes.caption}>
            <b>As it is</b>
            <span>{answerAt(0)}</span>
          </p>
        </li>
      )}
      {looks.map(({ strength, rocAuc, tipped }, index) => (
        <li key={strength} className={classes.example}>
          {example !== undefined && (
            <Picture
              file={pictures?.[1 + index]}
              alt={`${nameOf(example.path)}, ${STRENGTH_NAMES[strength].toLowerCase()}`}
            />
          )}
          <p className={classes.caption}>
            <b>{STRENGTH_NAMES[strength]}</b>
            {example !== undefined && <span>{answerAt(columnOf(strength))}</span>}
            <small>{amountText({ condition, strength })}</small>
            <small>
              ROC AUC {figure(rocAuc)}, {photos(tipped.length)} {tipped.length === 1 ? "becomes" : "become"}{" "}
              wrong
            </small>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Picture({ file, alt }: { file: Blob | undefined; alt: string }) {
  if (file === undefined) return <span className={classes.picture} />;
  return <PhotoImage file={file} alt={alt} className={classes.picture} />;
}

/** The pictures once they are made, or the error. */
function usePictures(
  example: PresentPhoto | undefined,
  model: TrainedModel,
  looks: readonly Look[],
  seed: number,
): readonly Blob[] | AppError | undefined {
  const [pictures, setPictures] = useState<readonly Blob[] | AppError>();
  useEffect(() => {
    if (example === undefined) return;
    let isWanted = true;
    const show = (made: readonly Blob[] | AppError) => {
      if (isWanted) setPictures(made);
    };
    showLooks(example, model, looks, seed).then(show, (error) => show(toAppError(error)));
    return () => {
      isWanted = false;
    };
  }, [example, model, looks, seed]);
  return pictures;
}
