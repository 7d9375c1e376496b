import { Text } from "@mantine/core";
import { type Ref, useMemo } from "react";
import { verdictSentence } from "../../../crossvalidation/crossvalidation-sentences";
import { verdictOf } from "../../../crossvalidation/learning-curve-verdict";
import { photos } from "../../../models/figure-sentences";
import type { TrainedModel } from "../../../models/model";
import { useDerivedData } from "../../session/derived";
import {
  cancelLearningCurve,
  type FewerPhotos,
  tryFewerPhotos,
  useLearningCurve,
} from "../../session/learning-curve";
import { photosToLearn, useHaveChanged } from "../../session/photos-to-learn";
import { go } from "../../session/store";
import { ChangedSince } from "../../widgets/ChangedSince";
import { JobPanel } from "../../widgets/JobPanel";
import { LearningCurveDownload } from "../curves/PlotDownloads";
import { FiveParts } from "./FiveParts";
import { LearningCurveChart } from "./LearningCurveChart";
import classes from "./MorePhotos.module.css";

/** Finds out whether more photos would help, by what fewer of them come to. */
export function MorePhotos({ model }: { model: TrainedModel }) {
  const job = useLearningCurve((state) => state.job);
  const data = useDerivedData();
  const count = useMemo(() => photosToLearn(data).length, [data]);
  const run = () => (count > 0 ? void tryFewerPhotos(model) : go("data"));
  return (
    <div className={classes.parts}>
      <Text maw="46rem">
        Models learn from a tenth of your photos, a quarter, half and all, and are checked on the others. If
        they still get better at the end, more photos would help.
      </Text>
      <JobPanel
        job={job}
        modelId={model.id}
        action={count > 0 ? "Try with fewer photos" : "Add photos to learn from"}
        note={
          count > 0
            ? `${photos(count)}: all under Data but those to test with. It takes some seconds.`
            : "There are no photos under Data that a model could learn from."
        }
        onRun={run}
        onCancel={cancelLearningCurve}
      >
        {(result, heading) => <Outcome model={model} result={result} heading={heading} onAgain={run} />}
      </JobPanel>
    </div>
  );
}

function Outcome({
  model,
  result: { curve, given },
  heading,
  onAgain,
}: {
  model: TrainedModel;
  result: FewerPhotos;
  heading: Ref<HTMLParagraphElement>;
  onAgain: () => void;
}) {
  const haveChanged = useHaveChanged(given);
  const all = curve.at(-1);
  const verdict = useMemo(() => verdictOf(curve), [curve]);
  return (
    <>
      <p ref={heading} tabIndex={-1} className={classes.verdict}>
        {verdict && verdictSentence(verdict)}
      </p>
      {haveChanged && <ChangedSince onAgain={onAgain} />}
      <div>
        <LearningCurveChart curve={curve} />
        <LearningCurveDownload model={model} curve={curve} />
      </div>
      {all && <FiveParts figures={all} />}
    </>
  );
}
