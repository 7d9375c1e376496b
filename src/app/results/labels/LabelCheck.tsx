import { Text } from "@mantine/core";
import type { TrainedModel } from "../../../models/model";
import { labelCheck } from "../../session/label-check";
import { usePhotosToLearn } from "../../session/photos-to-learn";
import { AnalysisPanel, learningNote, NOTHING_TO_LEARN_FROM } from "../../widgets/AnalysisPanel";
import { DoubtedLabels } from "./DoubtedLabels";
import classes from "./LabelCheck.module.css";

/** Looks for photos with a wrong label among those that a model may learn from. */
export function LabelCheck({ model }: { model: TrainedModel }) {
  const photos = usePhotosToLearn();
  return (
    <div className={classes.check}>
      <Text maw="46rem">
        A photo in the wrong folder teaches the wrong thing. Here each photo is judged by models that did not
        learn from it; where they are sure of the other label, it is worth a look.
      </Text>
      <AnalysisPanel
        analysis={labelCheck}
        model={model}
        photos={photos}
        offer={{ action: "Check the labels", note: learningNote(photos.length) }}
        empty={{ action: "Add photos to check", note: NOTHING_TO_LEARN_FROM }}
        onRun={() => void labelCheck.run(model)}
      >
        {(result, heading, isOutdated) => (
          <DoubtedLabels model={model} check={result} isOutdated={isOutdated} heading={heading} />
        )}
      </AnalysisPanel>
    </div>
  );
}
