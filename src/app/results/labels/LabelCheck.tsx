import { Text } from "@mantine/core";
import { useMemo } from "react";
import { photos } from "../../../models/figure-sentences";
import type { TrainedModel } from "../../../models/model";
import { useDerivedData } from "../../session/derived";
import { cancelLabelCheck, checkLabels, useLabelCheck } from "../../session/label-check";
import { photosToLearn } from "../../session/photos-to-learn";
import { go } from "../../session/store";
import { JobPanel } from "../../widgets/JobPanel";
import { DoubtedLabels } from "./DoubtedLabels";
import classes from "./LabelCheck.module.css";

/** Looks for photos with a wrong label among those that a model may learn from. */
export function LabelCheck({ model }: { model: TrainedModel }) {
  const job = useLabelCheck((state) => state.job);
  const data = useDerivedData();
  const count = useMemo(() => photosToLearn(data).length, [data]);
  return (
    <div className={classes.check}>
      <Text maw="46rem">
        A photo in the wrong folder teaches the wrong thing. Here each photo is judged by models that did not
        learn from it; where they are sure of the other label, it is worth a look.
      </Text>
      <JobPanel
        job={job}
        modelId={model.id}
        action={count > 0 ? "Check the labels" : "Add photos to check"}
        note={
          count > 0
            ? `${photos(count)}: all under Data but those to test with. It takes some seconds.`
            : "There are no photos under Data that a model could learn from."
        }
        onRun={() => (count > 0 ? void checkLabels(model) : go("data"))}
        onCancel={cancelLabelCheck}
      >
        {(result, heading) => <DoubtedLabels model={model} check={result} heading={heading} />}
      </JobPanel>
    </div>
  );
}
