import { Stack, Text, Title } from "@mantine/core";
import { useDeferredValue } from "react";
import { count } from "../../common/words";
import type { Epoch } from "../../head/fit-head";
import type { RunningJob } from "../session/job";
import { type TuningSubject, tuning } from "../session/learning";
import { useSession } from "../session/store";
import { JobPanel } from "../widgets/JobPanel";
import { TrainingCurves } from "../widgets/TrainingCurves";

/** Fine-tuning in progress: its progress, and its curves continuing those of the head. */
export function RunningTuning({ run }: { run: RunningJob<TuningSubject, readonly Epoch[]> }) {
  const { base, settings } = run.subject;
  const before = base.run?.history ?? [];
  const epochs = run.live ?? before;
  const shown = useDeferredValue(epochs);
  const round = Math.min(settings.epochs, epochs.length - before.length + 1);
  return (
    <Stack gap="xl">
      <Title order={1} className="visually-hidden">
        Fine-tuning
      </Title>
      <JobPanel
        job={tuning}
        takesFocus
        note={
          run.progress.stage === "tune" ? `round ${count(round)} of ${count(settings.epochs)}` : undefined
        }
        about={<About {...run.subject} />}
      />
      <TrainingCurves epochs={shown} of={before.length + settings.epochs} tunedAfter={before.length} />
    </Stack>
  );
}

function About({ base: { id }, settings }: TuningSubject) {
  // It may have been renamed or deleted since.
  const name = useSession(({ models }) =>
    models.status === "ready" ? models.value.find((model) => model.id === id)?.name : undefined,
  );
  return (
    <Text c="dimmed" maw="46rem" mt="xs" style={{ overflowWrap: "anywhere", textWrap: "pretty" }}>
      {settings.blocks === "all" ? "All blocks" : "The last blocks"} of{" "}
      {name === undefined ? "a model that was deleted" : `“${name}”`} are learning. The model may get worse in
      the first rounds before it gets better. Progress is saved after every round: if you close this page, you
      can resume from there.
    </Text>
  );
}
