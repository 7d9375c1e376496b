import { Button } from "@mantine/core";
import { useId, useMemo } from "react";
import { canBeTuned } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { showFineTuning } from "../session/address";
import { useDerivedData } from "../session/derived";
import { useIsTraining } from "../session/learning";
import { photosToTune } from "../session/photos-to-tune";
import { go } from "../session/store";
import { NoticeCard } from "../widgets/NoticeCard";

/** The button that leads to fine-tuning, for models that can be fine-tuned. */
export function TuningOffer({ model }: { model: TrainedModel }) {
  const isBusy = useIsTraining();
  const { usable } = useDerivedData();
  const areHere = useMemo(() => photosToTune(model, usable).status === "here", [model, usable]);
  const description = useId();
  if (!canBeTuned(model)) return null;
  return (
    <NoticeCard
      name="Fine-tuning"
      isTitled
      words={
        <p id={description}>{isBusy ? "A model is being trained right now." : sentence(model, areHere)}</p>
      }
    >
      <Button
        variant="default"
        data-testid="fine-tune"
        aria-describedby={description}
        onClick={() => (isBusy ? go("train") : showFineTuning(model))}
      >
        {isBusy ? "Watch the training" : "Fine-tune it"}
      </Button>
    </NoticeCard>
  );
}

function sentence({ run }: TrainedModel, areHere: boolean): string {
  const what =
    run?.tuning === undefined
      ? "So far, the network that processes the photos (the backbone) has not changed. If it is trained too, the model usually gets more photos right. This takes a while."
      : "The network that processes the photos (the backbone) can be trained further. This takes a while.";
  return areHere ? what : `${what} It needs the photos that the model was trained on.`;
}
