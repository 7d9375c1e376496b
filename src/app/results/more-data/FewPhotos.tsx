import { Title } from "@mantine/core";
import { useId, useMemo } from "react";
import type { Sample } from "../../../dataset/sample";
import { FEW_PHOTOS, photos } from "../../../models/figure-sentences";
import type { Evaluation, TrainedModel } from "../../../models/model";
import { useDerivedData } from "../../session/derived";
import { cancelLabelCheck, checkLabels, useLabelCheck } from "../../session/label-check";
import { photosToLearn, useHaveChanged } from "../../session/photos-to-learn";
import { JobPanel } from "../../widgets/JobPanel";
import notice from "../../widgets/NoticeCard.module.css";
import { FiveParts } from "./FiveParts";
import classes from "./MorePhotos.module.css";

const NONE: readonly Sample[] = [];

const IDLE = { status: "idle" } as const;

/** Where there are few photos to check with, a way to check with all of them. */
export function FewPhotos({ model, evaluation }: { model: TrainedModel; evaluation: Evaluation }) {
  const job = useLabelCheck((state) => state.job);
  const data = useDerivedData();
  const count = useMemo(() => photosToLearn(data).length, [data]);
  const heading = useId();
  const haveChanged = useHaveChanged(job.status === "done" ? job.result.given : NONE);
  if (evaluation.labels.length >= FEW_PHOTOS || count === 0 || model.run === undefined) return null;
  const shown = job.status === "done" && haveChanged ? IDLE : job;
  const isOffer = shown.status === "idle" || shown.modelId !== model.id || shown.status === "stopped";
  return (
    <section className={notice.notice} aria-labelledby={heading} data-testid="few-photos">
      <div className={notice.words}>
        <Title order={2} size="h4" id={heading}>
          Check with all of them
        </Title>
        {isOffer && (
          <p>
            {photos(evaluation.labels.length)} are few to check with. In five parts, all {photos(count)} can
            be, each by a model that did not learn from it; that takes some seconds.
          </p>
        )}
      </div>
      <div className={isOffer ? notice.actions : classes.whole}>
        <JobPanel
          job={shown}
          modelId={model.id}
          action="Check in five parts"
          onRun={() => void checkLabels(model)}
          onCancel={cancelLabelCheck}
        >
          {(result, outcome) => <FiveParts ref={outcome} figures={result} />}
        </JobPanel>
      </div>
    </section>
  );
}
