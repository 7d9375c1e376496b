import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useDeferredValue } from "react";
import { backboneTitle } from "../../backbone/weights";
import type { Epoch } from "../../head/fit-head";
import type { TrainingSettings } from "../../head/head-settings";
import { canBeTuned } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { showFineTuning, useModelToTune } from "../session/address";
import { chosenBackbone } from "../session/backbone-choice";
import { useDerivedData, useIsCurrent } from "../session/derived";
import { secondsFor } from "../session/estimates";
import type { EndedJob, RunningJob } from "../session/job";
import { type Trained, training, tuning } from "../session/learning";
import { go, useSession } from "../session/store";
import { train } from "../session/training";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { count, duration } from "../widgets/format";
import { JobPanel } from "../widgets/JobPanel";
import { TrainingCurves } from "../widgets/TrainingCurves";
import { FineTune } from "./FineTune";
import { RunningTuning } from "./RunningTuning";
import { Settings } from "./Settings";

/** Seconds for preparation and epochs, besides extracting features, on a common laptop. */
const HEAD_SECONDS = 3;

/** A constant, so that the selector returns the same array until the models are loaded. */
const NONE: readonly TrainedModel[] = [];

type EndedTraining = EndedJob<TrainingSettings, Trained>;

/** Starts, shows and stops training, or fine-tuning if the address names a model. */
export default function TrainPlace() {
  const head = training.use();
  const tuned = tuning.use();
  const models = useSession((session) => (session.models.status === "ready" ? session.models.value : NONE));
  const modelToTune = useModelToTune(models);
  const hasPhotos = useDerivedData().dataset.samples.length > 0;
  if (head.status === "running") return <RunningTraining run={head} />;
  if (tuned.status === "running") return <RunningTuning run={tuned} />;
  if (modelToTune !== undefined && canBeTuned(modelToTune)) return <FineTune model={modelToTune} />;
  if (!hasPhotos) {
    return (
      <EmptyPlace
        title="No photos to train on yet"
        text="Add photos of both labels. Then you can train a model here and watch its progress."
        action={{ label: "Add photos", run: () => go("data") }}
      />
    );
  }
  return <ReadyToTrain isAgain={head.status !== "idle"} />;
}

function ReadyToTrain({ isAgain }: { isAgain: boolean }) {
  const { usable, counts, blocker } = useDerivedData();
  const isCurrent = useIsCurrent();
  const backbone = useSession(chosenBackbone);
  const seconds = useSession((session) => secondsFor(usable.length, session));
  const learn = counts.train.female + counts.train.male;
  const check = counts.val.female + counts.val.male;
  const test = counts.test.female + counts.test.male;

  return (
    <Stack gap="xl" maw="46rem">
      <Stack gap="xs">
        <Title order={1}>Train</Title>
        <Text size="lg" className="tabular" aria-busy={!isCurrent} opacity={isCurrent ? 1 : 0.5}>
          {count(learn)} photos to learn from, {count(check)} to check with
          {test > 0 && `, ${count(test)} for the final test`}.
        </Text>
        {backbone !== undefined && (
          <Text c="dimmed">
            A network that was trained on other pictures ({backboneTitle(backbone.info)}) extracts the
            features of every photo once. The model then learns from these features in many quick rounds
            (epochs).
          </Text>
        )}
      </Stack>

      <JobPanel job={training}>{outcomeOf}</JobPanel>

      <Group>
        <Button
          size="lg"
          data-testid="start-training"
          onClick={train}
          disabled={blocker !== undefined || backbone === undefined}
        >
          {isAgain ? "Train again" : "Start training"}
        </Button>
        <Text c="dimmed" className="tabular" data-testid="train-note">
          {blocker ?? estimate(seconds)}
        </Text>
      </Group>

      <Settings />
    </Stack>
  );
}

/** How the last run ended. */
function outcomeOf(last: EndedTraining): ReactNode {
  switch (last.status) {
    case "stopped":
      return (
        <Alert
          variant="light"
          color="gray"
          role="status"
          title="Training was stopped"
          data-testid="training-cancelled"
        >
          Your photos and settings are unchanged. Photos already processed will not be processed again.
        </Alert>
      );
    case "done":
      return <TrainedModelOffer {...last.result} />;
    case "idle":
    case "failed":
      return null;
  }
}

function TrainedModelOffer({ modelId, saved }: Trained) {
  const model = useSession(
    ({ models }) => models.status === "ready" && models.value.find(({ id }) => id === modelId),
  );
  return (
    <Stack gap="sm">
      <Text role="status">
        {saved
          ? "The model is trained and saved in this browser."
          : "The model is trained, but could not be saved: download it before you leave this page."}{" "}
        Fine-tuning may improve it: it also trains the network that processes the photos, which takes longer.
      </Text>
      <Group>
        <Button variant="default" onClick={() => go("results")}>
          See how good it is
        </Button>
        {model && (
          <Button variant="default" data-testid="fine-tune" onClick={() => showFineTuning(model)}>
            Fine-tune it
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function RunningTraining({
  run: { progress, live, subject },
}: {
  run: RunningJob<TrainingSettings, readonly Epoch[]>;
}) {
  // Small data sets finish more epochs per second than the curves can be drawn; the first drawing is slow as well.
  const epochs = useDeferredValue(progress.stage === "train" ? live : undefined);
  return (
    <Stack gap="xl">
      <Title order={1} className="visually-hidden">
        Train
      </Title>
      <JobPanel job={training} takesFocus />
      {epochs !== undefined && <TrainingCurves epochs={epochs} of={subject.epochs} />}
    </Stack>
  );
}

function estimate(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  return `About ${duration(seconds + HEAD_SECONDS)}, or a few seconds if the photos were processed before.`;
}
