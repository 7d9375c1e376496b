import { Text } from "@mantine/core";
import { type Ref, useMemo } from "react";
import { verdictOf } from "../../../crossvalidation/learning-curve";
import { verdictSentence } from "../../../crossvalidation/sentences";
import type { TrainedModel } from "../../../models/model";
import { photos } from "../../../models/sentences";
import { useDerivedData } from "../../session/derived";
import { type FewerPhotos, fewerPhotos } from "../../session/learning-curve";
import { photosToLearn, useHaveChanged } from "../../session/photos-to-learn";
import { go } from "../../session/store";
import { AnalysisPanel } from "../AnalysisPanel";
import { ChangedSince } from "../ChangedSince";
import { LearningCurveDownload } from "../curves/PlotDownloads";
import { FiveParts } from "./FiveParts";
import { LearningCurveChart } from "./LearningCurveChart";
import classes from "./MorePhotos.module.css";

/** Finds out whether more photos would help, by what fewer of them come to. */
export function MorePhotos({ model }: { model: TrainedModel }) {
  const data = useDerivedData();
  const count = useMemo(() => photosToLearn(data).length, [data]);
  const run = () => (count > 0 ? void fewerPhotos.run(model) : go("data"));
  return (
    <div className={classes.parts}>
      <Text maw="46rem">
        Models learn from a tenth of your photos, a quarter, half and all, and are checked on the others. If
        they still get better at the end, more photos would help.
      </Text>
      <AnalysisPanel
        job={fewerPhotos.job}
        modelId={model.id}
        action={count > 0 ? "Try with fewer photos" : "Add photos to learn from"}
        note={
          count > 0
            ? `${photos(count)}: all under Data but those to test with. It takes some seconds.`
            : "There are no photos under Data that a model could learn from."
        }
        onRun={run}
      >
        {(result, heading) => <Outcome model={model} result={result} heading={heading} onAgain={run} />}
      </AnalysisPanel>
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
