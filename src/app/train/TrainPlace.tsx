import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useDeferredValue } from "react";
import { backboneTitle } from "../../backbone/weights";
import { canBeTuned } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { showFineTuning, useModelToTune } from "../session/address";
import { chosenBackbone } from "../session/backbone-choice";
import { secondsFor, useDerivedData, useIsCurrent } from "../session/derived";
import { go, type Training, useSession } from "../session/store";
import { cancelTraining, train } from "../session/training";
import { EmptyPlace } from "../widgets/EmptyPlace";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { count, duration } from "../widgets/format";
import { JobProgress } from "../widgets/JobProgress";
import { TrainingCurves } from "../widgets/TrainingCurves";
import { FineTune } from "./FineTune";
import { RunningTuning } from "./RunningTuning";
import { Settings } from "./Settings";

/** What getting ready and the rounds take besides looking at the photos, on a common laptop. */
const HEAD_SECONDS = 3;

/** No models, until they are loaded. */
const NONE: readonly TrainedModel[] = [];

/** Starts, shows and stops training, or fine-tuning where the address names a model. */
export default function TrainPlace() {
  const training = useSession((session) => session.training);
  const tuning = useSession((session) => session.tuning);
  const models = useSession((session) => (session.models.status === "ready" ? session.models.value : NONE));
  const modelToTune = useModelToTune(models);
  const hasPhotos = useDerivedData().dataset.samples.length > 0;
  if (training.status === "running") return <RunningTraining training={training} />;
  if (tuning.status === "running") return <RunningTuning tuning={tuning} />;
  if (modelToTune !== undefined && canBeTuned(modelToTune)) return <FineTune model={modelToTune} />;
  if (!hasPhotos) {
    return (
      <EmptyPlace
        title="Nothing to train on yet"
        text="Once there are photos of both labels, they are learned from here, and you watch how it goes."
        action={{ label: "Add photos", run: () => go("data") }}
      />
    );
  }
  return <ReadyToTrain training={training} />;
}

function ReadyToTrain({ training }: { training: Exclude<Training, { status: "running" }> }) {
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
            A network that already knows how to look at pictures ({backboneTitle(backbone.info)}) looks at
            every photo once; what it sees is then learned in many quick rounds.
          </Text>
        )}
      </Stack>

      <Outcome training={training} />

      <Group>
        <Button
          size="lg"
          data-testid="start-training"
          onClick={train}
          disabled={blocker !== undefined || backbone === undefined}
        >
          {training.status === "idle" ? "Start training" : "Train again"}
        </Button>
        <Text c="dimmed" className="tabular" data-testid="train-note">
          {blocker ?? estimate(seconds)}
        </Text>
      </Group>

      <Settings />
    </Stack>
  );
}

/** How the last run ended, where that needs saying. */
function Outcome({ training }: { training: Exclude<Training, { status: "running" }> }) {
  switch (training.status) {
    case "idle":
      return null;
    case "cancelled":
      return (
        <Alert
          variant="light"
          color="gray"
          role="status"
          title="Training was stopped"
          data-testid="training-cancelled"
        >
          Your photos and settings are still here. Photos that were already looked at are not looked at again.
        </Alert>
      );
    case "failed":
      return <ErrorNotice error={training.error} />;
    case "done":
      return <Trained {...training} />;
  }
}

function Trained({ modelId, saved }: Extract<Training, { status: "done" }>) {
  const model = useSession(
    ({ models }) => models.status === "ready" && models.value.find(({ id }) => id === modelId),
  );
  return (
    <Stack gap="sm">
      <Text role="status">
        {saved
          ? "The model is trained and saved in this browser."
          : "The model is trained, but could not be saved: download it before you leave this page."}{" "}
        Fine-tuning would take it further: the network that looks at the photos learns too, which takes
        longer.
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

function RunningTraining({ training }: { training: Extract<Training, { status: "running" }> }) {
  const { progress, stageSince, of } = training;
  // Small data sets have more rounds in a second than curves can be drawn; drawing the first takes a moment too.
  const epochs = useDeferredValue(progress.stage === "train" ? training.epochs : undefined);
  return (
    <Stack gap="xl">
      <Title order={1} className="visually-hidden">
        Train
      </Title>
      <JobProgress progress={progress} since={stageSince} onCancel={cancelTraining} />
      {epochs !== undefined && <TrainingCurves epochs={epochs} of={of} />}
    </Stack>
  );
}

function estimate(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  return `About ${duration(seconds + HEAD_SECONDS)}, or a few seconds where the photos were looked at before.`;
}
