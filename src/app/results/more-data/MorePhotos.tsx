import { Text } from "@mantine/core";
import { type Ref, useMemo } from "react";
import { verdictSentence } from "../../../crossvalidation/crossvalidation-sentences";
import { type LearningCurve, verdictOf } from "../../../crossvalidation/learning-curve-verdict";
import type { TrainedModel } from "../../../models/model";
import { fewerPhotos } from "../../session/learning-curve";
import { usePhotosToLearn } from "../../session/photos-to-learn";
import { AnalysisPanel, learningOffers } from "../../widgets/AnalysisPanel";
import { ChangedSince } from "../../widgets/ChangedSince";
import { LearningCurveDownload } from "../curves/PlotDownloads";
import { FiveParts } from "./FiveParts";
import { LearningCurveChart } from "./LearningCurveChart";
import classes from "./MorePhotos.module.css";

/** Finds out whether more photos would help, by training with fewer. */
export function MorePhotos({ model }: { model: TrainedModel }) {
  const photos = usePhotosToLearn();
  const run = () => void fewerPhotos.run(model);
  return (
    <div className="stack">
      <Text maw="46rem">
        This trains models on a tenth, a quarter, half and all of your training photos, and checks each on
        photos that it was not trained on. If they are still improving at the end, more photos would help.
      </Text>
      <AnalysisPanel
        analysis={fewerPhotos}
        model={model}
        {...learningOffers(photos, "Train with fewer photos", "Add photos to train on")}
        onRun={run}
      >
        {({ curve }, heading, isOutdated) => (
          <Outcome model={model} curve={curve} heading={heading} onAgain={isOutdated ? run : undefined} />
        )}
      </AnalysisPanel>
    </div>
  );
}

function Outcome({
  model,
  curve,
  heading,
  onAgain,
}: {
  model: TrainedModel;
  curve: LearningCurve;
  heading: Ref<HTMLParagraphElement>;
  /** Undefined if nothing has changed since then. */
  onAgain: (() => void) | undefined;
}) {
  const all = curve.at(-1);
  const verdict = useMemo(() => verdictOf(curve), [curve]);
  return (
    <>
      <p ref={heading} tabIndex={-1} className={classes.verdict}>
        {verdict && verdictSentence(verdict)}
      </p>
      {onAgain && <ChangedSince onAgain={onAgain} />}
      <div>
        <LearningCurveChart curve={curve} />
        <LearningCurveDownload model={model} curve={curve} />
      </div>
      {all && <FiveParts figures={all} />}
    </>
  );
}
