import { useMemo } from "react";
import { photos } from "../../models/figure-sentences";
import type { TrainedModel } from "../../models/model";
import { check, checking } from "../session/checking";
import { useDerivedData } from "../session/derived";
import { photosToCheck } from "../session/photos-to-check";
import { go } from "../session/store";
import { Offer, STOPPED } from "../widgets/AnalysisPanel";
import { JobPanel } from "../widgets/JobPanel";
import { whichPhotos } from "./which-photos";

/** Checks a model on the photos under Data: the button, the progress, the error. */
export function CheckOnPhotos({ model, isChecked }: { model: TrainedModel; isChecked: boolean }) {
  const { usable } = useDerivedData();
  const found = useMemo(() => photosToCheck(model, usable), [model, usable]);
  const hasPhotos = found.samples.length > 0;
  const without = isChecked ? "Check on other photos" : "Add photos to check it on";
  return (
    <JobPanel job={checking} isShown={(modelId) => modelId === model.id} className="stack" stopped={STOPPED}>
      {(_state, focus, isBusy) => (
        <Offer
          ref={focus}
          photos={found.samples.length}
          variant={isChecked ? "default" : "filled"}
          action={hasPhotos ? `Check on ${photos(found.samples.length)}` : without}
          note={isBusy ? "Another model is being checked right now." : whichPhotos(model, found)}
          isBusy={isBusy}
          testId="check-on-photos"
          onRun={() => (hasPhotos ? void check(model) : go("data"))}
        />
      )}
    </JobPanel>
  );
}
