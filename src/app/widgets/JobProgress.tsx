import { Progress as Bar, Button, Group, Stack, Text, Title } from "@mantine/core";
import { speedOf } from "../../common/pace";
import type { Stage } from "../../common/progress";
import type { RunningJob } from "../session/job";
import { count, duration, rate } from "./format";

const TITLES: Readonly<Record<Stage, string>> = {
  unpack: "Unpacking the zip",
  draw: "Drawing faces",
  read: "Reading the photos",
  open: "Opening the project",
  backbone: "Getting ready",
  features: "Extracting features",
  train: "Training",
  tune: "Fine-tuning",
  save: "Saving the project",
  compare: "Comparing the photos",
  folds: "Checking every label",
  fewer: "Training with fewer photos",
  stress: "Testing in bad conditions",
};

const UNITS: Partial<Record<Stage, string>> = {
  draw: "faces",
  read: "photos",
  features: "photos",
  unpack: "photos",
  compare: "photos",
  stress: "photos",
};

/** Pauses and resumes a job. */
export interface Pause {
  readonly isPaused: boolean;
  readonly onPause: (paused: boolean) => void;
}

/** The progress of a running job: stage, count, speed, time left, and a button to stop it. */
export function JobProgress({
  run: {
    progress: { stage, done, total },
    pace,
    isStopping,
  },
  note,
  pause,
  onStop,
}: {
  run: Pick<RunningJob, "progress" | "pace" | "isStopping">;
  /** Shown before everything else. */
  note?: string | undefined;
  /** Undefined if it cannot be paused. */
  pause?: Pause | undefined;
  onStop: () => void;
}) {
  const isPaused = pause?.isPaused === true;
  const unit = UNITS[stage];
  const speed = speedOf({ stage, done, total }, pace, performance.now());
  const title = isPaused ? "Paused" : TITLES[stage];
  const parts = [
    note,
    total > 1 && unit !== undefined && `${count(done)} of ${count(total)} ${unit}`,
    stage === "train" && total > 0 && `round ${done} of up to ${total}`,
    unit !== undefined && speed !== undefined && `${rate(speed.perSecond)} per second`,
    speed?.secondsLeft !== undefined && timeLeft(stage, speed.secondsLeft),
  ].filter((part) => typeof part === "string");

  return (
    <Stack
      gap="xs"
      role="group"
      aria-label={TITLES[stage]}
      data-testid="job"
      data-stage={stage}
      data-done={done}
      data-total={total}
    >
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          <span role="status">{title}</span>
        </Title>
        <Group gap="xs" wrap="nowrap" flex="none">
          {pause !== undefined && (
            <Button
              variant="default"
              disabled={isStopping}
              data-testid="job-pause"
              onClick={() => pause.onPause(!isPaused)}
            >
              {isPaused ? "Resume" : "Pause"}
            </Button>
          )}
          <Button variant="default" disabled={isStopping} data-testid="job-cancel" onClick={onStop}>
            {isStopping ? "Stopping …" : "Cancel"}
          </Button>
        </Group>
      </Group>
      <Bar
        value={total > 0 ? (100 * done) / total : 100}
        striped={total === 0}
        animated={total === 0}
        aria-label={TITLES[stage]}
        size="lg"
      />
      <Text c="dimmed" className="tabular" mih="1.6em">
        {parts.join(" · ")}
      </Text>
    </Stack>
  );
}

/** Training may stop before its last round, so its time left is an upper bound. */
function timeLeft(stage: Stage, seconds: number): string {
  return stage === "train" ? `at most ${duration(seconds)} left` : `about ${duration(seconds)} left`;
}
