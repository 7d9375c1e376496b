import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { TrainedModel } from "../../../models/model";
import { photos } from "../../../models/sentences";
import { useDerivedData } from "../../session/derived";
import { labelCheck } from "../../session/label-check";
import { photosToLearn } from "../../session/photos-to-learn";
import { go } from "../../session/store";
import { AnalysisPanel } from "../AnalysisPanel";
import { DoubtedLabels } from "./DoubtedLabels";
import classes from "./LabelCheck.module.css";

/** Looks for photos with a wrong label among those that a model may learn from. */
export function LabelCheck({ model }: { model: TrainedModel }) {
  const data = useDerivedData();
  const count = useMemo(() => photosToLearn(data).length, [data]);
  return (
    <div className={classes.check}>
      <Text maw="46rem">
        A photo in the wrong folder teaches the wrong thing. Here each photo is judged by models that did not
        learn from it; where they are sure of the other label, it is worth a look.
      </Text>
      <AnalysisPanel
        job={labelCheck.job}
        modelId={model.id}
        action={count > 0 ? "Check the labels" : "Add photos to check"}
        note={
          count > 0
            ? `${photos(count)}: all under Data but those to test with. It takes some seconds.`
            : "There are no photos under Data that a model could learn from."
        }
        onRun={() => (count > 0 ? void labelCheck.run(model) : go("data"))}
      >
        {(result, heading) => <DoubtedLabels model={model} check={result} heading={heading} />}
      </AnalysisPanel>
    </div>
  );
}
