import { useEffect, useState } from "react";
import { isAbort, toAppError } from "../../common/error";
import type { TrainedModel } from "../../models/model";
import { evidenceOf, type PhotoEvidence, sameWeights } from "./photo-evidence";

const OFF: PhotoEvidence = { status: "off" };
const WAITING: PhotoEvidence = { status: "waiting" };

/**
 * The evidence for either label in a photo.
 * @param model undefined if the evidence is not wanted
 */
export function usePhotoEvidence(model: TrainedModel | undefined, photo: Blob | undefined): PhotoEvidence {
  const [found, setFound] = useState<{ model: TrainedModel; photo: Blob; is: PhotoEvidence }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a renamed model is still the same.
  useEffect(() => {
    if (model === undefined || photo === undefined) return;
    const controller = new AbortController();
    const tell = (is: PhotoEvidence) => {
      if (!controller.signal.aborted) setFound({ model, photo, is });
    };
    evidenceOf(model, photo, controller.signal).then(
      (evidence) => tell({ status: "ready", evidence }),
      (error) => !isAbort(error) && tell({ status: "failed", error: toAppError(error) }),
    );
    return () => controller.abort();
  }, [model?.head, model?.temperature, photo]);

  if (model === undefined || photo === undefined) return OFF;
  return found?.photo === photo && sameWeights(found.model, model) ? found.is : WAITING;
}
