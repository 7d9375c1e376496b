import { Alert, Anchor, Button, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMemo } from "react";
import { photos as photosInWords } from "../../common/words";
import type { TrainedModel } from "../../models/model";
import { useDerivedData } from "../session/derived";
import { tuning } from "../session/learning";
import { photosToTune } from "../session/photos-to-tune";
import { useSession } from "../session/store";
import { changeTuning, fineTune } from "../session/tuning";
import { JobPanel } from "../widgets/JobPanel";
import { useHeadingFocus } from "../widgets/useHeadingFocus";
import classes from "./FineTune.module.css";
import { NumberField } from "./NumberField";
import { PhotosWanted } from "./PhotosWanted";
import { TuningBlocks } from "./TuningBlocks";
import { MoreTuningSettings } from "./TuningSettings";

/** Explains and starts the fine-tuning of a model, with its settings and the time it takes. */
export function FineTune({ model }: { model: TrainedModel }) {
  const heading = useHeadingFocus();
  const { usable } = useDerivedData();
  // InterruptedTuning then says what is missing.
  const isUnfinished = useSession(({ interrupted }) => interrupted?.plan.base === model.id);
  const photos = useMemo(() => photosToTune(model, usable), [model, usable]);
  return (
    <div className={classes.place}>
      <header className={classes.header}>
        <Anchor href="#train" className={classes.back}>
          <IconArrowLeft size={18} aria-hidden="true" />
          Train
        </Anchor>
        <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
          Fine-tune “{model.name}”
        </Title>
        <p className={classes.lead}>
          {model.run?.tuning === undefined
            ? "So far, training has not changed the network that processes the photos (the backbone). Fine-tuning trains it too, on your "
            : "The network that processes the photos (the backbone) was fine-tuned before. Fine-tuning trains it further, on your "}
          {photos.status === "here" ? photosInWords(photos.learned) : "photos"}.
        </p>
        <p className={classes.soft}>
          The model usually gets more photos right afterwards, but fine-tuning takes much longer than
          training. Both models are saved, and the one that does better on the validation photos stays in use.
        </p>
      </header>
      <Outcome model={model} />
      {photos.status === "here" && <Choices model={model} />}
      {photos.status !== "here" && !isUnfinished && <PhotosWanted photos={photos} />}
    </div>
  );
}

function Choices({ model }: { model: TrainedModel }) {
  const epochs = useSession(({ tuningSettings }) => tuningSettings.epochs);
  const isUnfinished = useSession(({ interrupted }) => interrupted !== undefined);
  return (
    <>
      <TuningBlocks model={model} />
      <div className={classes.rounds}>
        <NumberField
          label="Rounds (epochs)"
          data-testid="tuning-epochs"
          min={1}
          max={500}
          value={epochs}
          onChange={(value) => changeTuning({ epochs: value })}
        />
        <p>In each round, the model goes through all training photos once. The best round is kept.</p>
      </div>
      <div className={classes.start}>
        <Button
          size="lg"
          variant={isUnfinished ? "default" : "filled"}
          data-testid="start-fine-tuning"
          onClick={() => void fineTune(model)}
        >
          Start fine-tuning
        </Button>
        <p>
          {isUnfinished
            ? "This discards the unfinished fine-tuning."
            : "You can pause it. If you close the page, you lose at most one round."}
        </p>
      </div>
      <MoreTuningSettings />
    </>
  );
}

/** How the last fine-tuning of this model ended, unless InterruptedTuning or Results says so. */
function Outcome({ model }: { model: TrainedModel }) {
  const isUnfinished = useSession(({ interrupted }) => interrupted !== undefined);
  return (
    <JobPanel job={tuning} isShown={({ base }) => base.id === model.id}>
      {({ status }) =>
        // After a whole round, InterruptedTuning offers to resume.
        status === "stopped" &&
        !isUnfinished && (
          <Alert variant="light" color="gray" role="status" title="Fine-tuning was stopped">
            The model has not changed. No round was finished, so there is nothing to resume.
          </Alert>
        )
      }
    </JobPanel>
  );
}
