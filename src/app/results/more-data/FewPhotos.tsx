import { FEW_PHOTOS, photos } from "../../../models/figure-sentences";
import type { Evaluation, TrainedModel } from "../../../models/model";
import { isStale } from "../../session/analysis";
import { labelCheck } from "../../session/label-check";
import { usePhotosToLearn } from "../../session/photos-to-learn";
import { AnalysisPanel } from "../../widgets/AnalysisPanel";
import { NoticeCard } from "../../widgets/NoticeCard";
import { FiveParts } from "./FiveParts";

const OFFER = { action: "Check in five parts" };

/** Offers cross-validation if the model was checked on few photos. */
export function FewPhotos({ model, evaluation }: { model: TrainedModel; evaluation: Evaluation }) {
  const job = labelCheck.job.use();
  const here = usePhotosToLearn();
  if (evaluation.labels.length >= FEW_PHOTOS || here.length === 0 || model.run === undefined) return null;
  const isShown =
    job.status === "running" ||
    job.status === "failed" ||
    (job.status === "done" && !isStale(job.result, here));
  const isOffer = !isShown || job.subject !== model.id;
  return (
    <NoticeCard
      name="Check on all photos"
      isTitled
      isWide={!isOffer}
      testId="few-photos"
      words={
        isOffer && (
          <p>
            The model was checked on only {photos(evaluation.labels.length)}. Cross-validation splits all{" "}
            {photos(here.length)} into five parts and checks each with a model that was not trained on it.
            This takes a few seconds.
          </p>
        )
      }
    >
      <AnalysisPanel
        analysis={labelCheck}
        model={model}
        photos={here}
        offer={OFFER}
        empty={OFFER}
        onRun={() => void labelCheck.run(model)}
      >
        {(result, outcome, isOutdated) =>
          isOutdated ? undefined : <FiveParts ref={outcome} figures={result} />
        }
      </AnalysisPanel>
    </NoticeCard>
  );
}
