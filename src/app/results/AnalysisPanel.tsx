import { Button, Text } from "@mantine/core";
import { type ReactNode, type RefCallback, useId } from "react";
import type { Job } from "../session/job";
import { JobPanel } from "../widgets/JobPanel";
import classes from "./AnalysisPanel.module.css";

/** What is said where work was stopped that remembers the photos it has seen. */
export const STOPPED = "Stopped. Photos that were already looked at are not looked at again.";

/** A long job about a model: the offer, how far it is, how it ended, and what came of it. */
export function AnalysisPanel<Result>({
  job,
  modelId,
  action,
  note,
  stopped = STOPPED,
  onRun,
  children,
}: {
  /** Its subject is the id of the model. */
  job: Job<string, Result>;
  modelId: string;
  /** What the button says. */
  action: string;
  /** What there is to know before one presses it. */
  note?: string;
  /** What is said once it was cancelled. */
  stopped?: string;
  onRun: () => void;
  /** What came of it; undefined: the offer is made again. The focus goes to the heading when it is there. */
  children: (result: Result, heading: RefCallback<HTMLElement>) => ReactNode;
}) {
  return (
    <JobPanel
      job={job}
      isShown={(subject) => subject === modelId}
      className={classes.panel}
      stopped={stopped}
    >
      {(state, focus, isBusy) => {
        const outcome = state.status === "done" ? children(state.result, focus) : undefined;
        if (outcome !== undefined) return outcome;
        const words = isBusy ? "This is being done for another model just now." : note;
        return <Offer ref={focus} {...{ action, isBusy, onRun }} note={words} maw="34rem" />;
      }}
    </JobPanel>
  );
}

/** The button that starts a job, and what there is to know before one presses it. */
export function Offer({
  ref,
  action,
  note,
  maw,
  isBusy = false,
  variant = "default",
  onRun,
}: {
  ref?: RefCallback<HTMLElement>;
  action: string;
  note: string | undefined;
  maw?: string;
  /** Whether it is done for another model. */
  isBusy?: boolean;
  variant?: "default" | "filled";
  onRun: () => void;
}) {
  const description = useId();
  return (
    <div className={classes.action}>
      <Button
        {...(ref && { ref })}
        variant={variant}
        aria-describedby={note && description}
        disabled={isBusy}
        onClick={onRun}
      >
        {action}
      </Button>
      {note !== undefined && (
        <Text id={description} size="sm" c="dimmed" {...(maw && { maw })}>
          {note}
        </Text>
      )}
    </div>
  );
}
