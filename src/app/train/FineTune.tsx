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
            ? "So far the network that looks at the photos stayed as it was, and only what it sees was learned from. Now the network itself learns from your "
            : "The network that looks at the photos was fine-tuned before. It learns on from your "}
          {photos.status === "here" ? photosInWords(photos.learned) : "photos"}.
        </p>
        <p className={classes.soft}>
          As a rule it gets more photos right afterwards, and it takes much longer than training. Both models
          are kept, and the one that does better on the photos set aside stays in use.
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
          label="Rounds"
          data-testid="tuning-epochs"
          min={1}
          max={500}
          value={epochs}
          onChange={(value) => changeTuning({ epochs: value })}
        />
        <p>In each, all photos are gone through once. What it had learned after the best one is kept.</p>
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
            ? "The unfinished one is then discarded."
            : "You can pause it. Closing the page loses no more than one round."}
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
        // After a whole round, InterruptedTuning offers to go on.
        status === "stopped" &&
        !isUnfinished && (
          <Alert variant="light" color="gray" role="status" title="Fine-tuning was stopped">
            The model is as it was. No round was finished, so there is nothing to go on from.
          </Alert>
        )
      }
    </JobPanel>
  );
}
