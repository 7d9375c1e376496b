import { Stack, Text, Title } from "@mantine/core";
import { useDeferredValue, useEffect, useRef } from "react";
import { count } from "../../common/words";
import { notifyFailure } from "../notices/notify-failure";
import { type Tuning, useSession } from "../session/store";
import { cancelTuning, pauseTuning } from "../session/tuning";
import { JobProgress } from "../widgets/JobProgress";
import { TrainingCurves } from "../widgets/TrainingCurves";
import classes from "./RunningTuning.module.css";

type Running = Extract<Tuning, { status: "running" }>;

/** Fine-tuning under way: how far it is, and the curves of the head going on. */
export function RunningTuning({ tuning }: { tuning: Running }) {
  const { progress, stageSince, stageFrom, pausedAt, settings, after } = tuning;
  const job = useRef<HTMLDivElement>(null);
  const epochs = useDeferredValue(tuning.epochs);
  useEffect(() => {
    // What started it is gone.
    if (document.activeElement === document.body) job.current?.focus();
  }, []);
  const pause = {
    isPaused: pausedAt !== undefined,
    onPause: (paused: boolean) => void pauseTuning(paused).catch(notifyFailure),
  };
  return (
    <Stack gap="xl">
      <Title order={1} className="visually-hidden">
        Fine-tuning
      </Title>
      <div ref={job} tabIndex={-1} className={classes.job}>
        <JobProgress
          progress={progress}
          since={stageSince}
          from={stageFrom}
          note={roundOf(tuning)}
          pause={progress.stage === "tune" ? pause : undefined}
          onCancel={cancelTuning}
        />
        <About tuning={tuning} />
      </div>
      <TrainingCurves epochs={epochs} of={after + settings.epochs} tunedAfter={after} />
    </Stack>
  );
}

function About({ tuning: { baseId, settings } }: { tuning: Running }) {
  const name = useSession(({ models }) =>
    models.status === "ready" ? models.value.find(({ id }) => id === baseId)?.name : undefined,
  );
  return (
    <Text c="dimmed" maw="46rem" mt="xs" style={{ overflowWrap: "anywhere", textWrap: "pretty" }}>
      {settings.blocks === "all" ? "All blocks" : "The last blocks"} of{" "}
      {name === undefined ? "a model that was deleted" : `“${name}”`} are learning. In the first rounds that
      can make it worse, before it gets better. What they have learned is kept after every round: if this page
      is closed, it can go on from there.
    </Text>
  );
}

/** "round 3 of 30"; nothing before the first. */
function roundOf({ progress, settings, epochs, after }: Running): string | undefined {
  if (progress.stage !== "tune") return undefined;
  const round = Math.min(settings.epochs, epochs.length - after + 1);
  return `round ${count(round)} of ${count(settings.epochs)}`;
}
