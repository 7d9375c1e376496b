import { Progress as Bar, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Progress, Stage } from "../../common/progress";
import { count, duration, rate } from "./format";

const TITLES: Readonly<Record<Stage, string>> = {
  unpack: "Unpacking the zip",
  draw: "Drawing faces",
  read: "Reading the photos",
  open: "Opening the project",
  backbone: "Getting ready",
  features: "Looking at every photo",
  train: "Training",
  tune: "Fine-tuning",
  save: "Saving the project",
};

const UNITS: Partial<Record<Stage, string>> = {
  draw: "faces",
  read: "photos",
  features: "photos",
  unpack: "photos",
};

/** Time left is guessed once this many seconds have shown the speed. */
const SETTLED_SECONDS = 0.7;

/** How far a long job is: stage, count, speed, time left, and a way to stop it. `since`: when the stage began. */
export function JobProgress({
  progress: { stage, done, total },
  since,
  onCancel,
}: {
  progress: Progress;
  since: number;
  onCancel: () => void;
}) {
  const [stopping, setStopping] = useState(false);
  const seconds = (performance.now() - since) / 1000;
  const unit = UNITS[stage];
  const speed = seconds > SETTLED_SECONDS && done > 0 ? done / seconds : undefined;
  const parts = [
    total > 1 && unit !== undefined && `${count(done)} of ${count(total)} ${unit}`,
    stage === "train" && total > 0 && `round ${done} of up to ${total}`,
    unit !== undefined && speed !== undefined && `${rate(speed)} per second`,
    speed !== undefined && done < total && timeLeft(stage, (total - done) / speed),
  ].filter((part) => typeof part === "string");

  return (
    <Stack gap="xs" role="group" aria-label={TITLES[stage]} data-testid="job">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          <span role="status">{TITLES[stage]}</span>
        </Title>
        <Button
          variant="default"
          flex="none"
          disabled={stopping}
          onClick={() => {
            setStopping(true);
            onCancel();
          }}
        >
          {stopping ? "Stopping …" : "Cancel"}
        </Button>
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

/** Training may end before its last round, so what is left of it is a bound. */
function timeLeft(stage: Stage, seconds: number): string {
  return stage === "train" ? `at most ${duration(seconds)} left` : `about ${duration(seconds)} left`;
}
