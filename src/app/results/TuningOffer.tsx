import { Button, Text } from "@mantine/core";
import { useId, useMemo } from "react";
import { canBeTuned } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { useDerivedData } from "../session/derived";
import { photosToTune } from "../session/photos-to-tune";
import { go, isTraining, useSession } from "../session/store";
import { showFineTuning } from "../train/tuned-model";
import classes from "./CheckOnPhotos.module.css";

/** The way to fine-tuning, for models that it can go on from. */
export function TuningOffer({ model }: { model: TrainedModel }) {
  const isBusy = useSession(isTraining);
  const { usable } = useDerivedData();
  const areHere = useMemo(() => photosToTune(model, usable).status === "here", [model, usable]);
  const description = useId();
  if (!canBeTuned(model)) return null;
  return (
    <div className={classes.action}>
      <Button
        variant="default"
        aria-describedby={description}
        onClick={() => (isBusy ? go("train") : showFineTuning(model))}
      >
        {isBusy ? "Watch it train" : "Fine-tune it"}
      </Button>
      <Text id={description} size="sm" c="dimmed">
        {isBusy ? "A model is learning just now." : sentence(model, areHere)}
      </Text>
    </div>
  );
}

function sentence({ run }: TrainedModel, areHere: boolean): string {
  const what =
    run?.tuning === undefined
      ? "The network that looks at the photos learns too, which as a rule gets more of them right. It takes a while."
      : "The network that looks at the photos learns on from here. It takes a while.";
  return areHere ? what : `${what} It needs the photos that the model learned from.`;
}
