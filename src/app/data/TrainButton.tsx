import { Button, Tooltip } from "@mantine/core";
import { secondsFor } from "../session/estimates";
import { intake } from "../session/intake";
import { useIsTraining } from "../session/learning";
import { go, useSession } from "../session/store";
import { duration } from "../widgets/format";
import classes from "./TrainButton.module.css";

/** Leads to training and estimates its duration; disabled while something prevents training. */
export function TrainButton({
  photos,
  blocker,
  blockerId,
}: {
  /** Number of photos to extract features from. */
  photos: number;
  blocker: string | undefined;
  /** Id of the element that shows the blocker. */
  blockerId: string;
}) {
  const seconds = useSession((session) => secondsFor(photos, session));
  const isBusy = intake.use(({ status }) => status === "running");
  const isRunning = useIsTraining();
  const isBlocked = !isRunning && (blocker !== undefined || isBusy);
  return (
    <div className={classes.action}>
      <Tooltip label={blocker} disabled={!isBlocked || blocker === undefined} multiline maw="20rem">
        <Button
          size="md"
          data-testid="train"
          data-disabled={isBlocked || undefined}
          aria-disabled={isBlocked || undefined}
          aria-describedby={blocker === undefined ? undefined : blockerId}
          onClick={() => !isBlocked && go("train")}
        >
          {isRunning ? "Watch training" : "Train"}
        </Button>
      </Tooltip>
      {seconds !== undefined && !isBlocked && !isRunning && (
        <span className={`${classes.time} tabular`}>about {duration(seconds)}</span>
      )}
    </div>
  );
}
