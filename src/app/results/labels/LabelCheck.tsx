import { Text } from "@mantine/core";
import type { TrainedModel } from "../../../models/model";
import { labelCheck } from "../../session/label-check";
import { usePhotosToLearn } from "../../session/photos-to-learn";
import { AnalysisPanel, learningOffers } from "../../widgets/AnalysisPanel";
import { DoubtedLabels } from "./DoubtedLabels";

/** Looks for wrong labels among the training and validation photos. */
export function LabelCheck({ model }: { model: TrainedModel }) {
  const photos = usePhotosToLearn();
  return (
    <div className="stack">
      <Text maw="46rem">
        A photo in the wrong folder teaches the wrong thing. Here each photo is classified by a model that was
        not trained on it (cross-validation). If that model is sure of the other label, look at the photo
        again.
      </Text>
      <AnalysisPanel
        analysis={labelCheck}
        model={model}
        {...learningOffers(photos, "Check the labels", "Add photos to check")}
        onRun={() => void labelCheck.run(model)}
      >
        {(result, heading, isOutdated) => (
          <DoubtedLabels model={model} check={result} isOutdated={isOutdated} heading={heading} />
        )}
      </AnalysisPanel>
    </div>
  );
}
