import { Button, Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { type ReactNode, type Ref, type RefObject, useId, useRef } from "react";
import type { Job } from "../session/job";
import { ErrorNotice } from "./ErrorNotice";
import classes from "./JobPanel.module.css";
import { JobProgress } from "./JobProgress";

/** A long job about a model: the offer, how far it is, how it ended, and what came of it. */
export function JobPanel<Result>({
  job,
  modelId,
  action,
  note,
  stopped = "Stopped. Photos that were already looked at are not looked at again.",
  onRun,
  onCancel,
  children,
}: {
  job: Job<Result>;
  modelId: string;
  /** What the button says. */
  action: string;
  /** What there is to know before one presses it. */
  note?: string;
  /** What is said once it was cancelled. */
  stopped?: string;
  onRun: () => void;
  onCancel: () => void;
  /** What came of it. The focus goes to the heading when it is there. */
  children: (result: Result, heading: Ref<HTMLParagraphElement>) => ReactNode;
}) {
  const progress = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLParagraphElement>(null);
  /** One job may be shown in two places: the focus stays in the one where it was begun. */
  const isInUse = useRef(false);
  const isMine = job.status !== "idle" && job.modelId === modelId;
  const isRunning = isMine && job.status === "running";

  useDidUpdate(() => {
    // What had the focus is gone.
    const isLost = isInUse.current && document.activeElement === document.body;
    if (isLost) (progress.current ?? heading.current ?? button.current)?.focus();
    if (!isRunning) isInUse.current = false;
  }, [isRunning]);

  return (
    <div
      className={classes.panel}
      onClickCapture={() => {
        isInUse.current = true;
      }}
    >
      {content()}
    </div>
  );

  function content(): ReactNode {
    if (isMine && job.status === "running") {
      return (
        <div ref={progress} tabIndex={-1} className={classes.job}>
          <JobProgress progress={job.progress} since={job.since} onCancel={onCancel} />
        </div>
      );
    }
    if (isMine && job.status === "done") return children(job.result, heading);
    return (
      <>
        {isMine && job.status === "failed" && <ErrorNotice error={job.error} />}
        <Offer action={action} note={note} onRun={onRun} button={button} isBusy={job.status === "running"} />
        {isMine && job.status === "stopped" && <Text role="status">{stopped}</Text>}
      </>
    );
  }
}

function Offer({
  action,
  note,
  isBusy,
  button,
  onRun,
}: {
  action: string;
  note: string | undefined;
  /** Whether it is done for another model. */
  isBusy: boolean;
  button: RefObject<HTMLButtonElement | null>;
  onRun: () => void;
}) {
  const description = useId();
  const words = isBusy ? "This is being done for another model just now." : note;
  return (
    <div className={classes.action}>
      <Button
        ref={button}
        variant="default"
        data-testid="start-analysis"
        aria-describedby={words && description}
        disabled={isBusy}
        onClick={onRun}
      >
        {action}
      </Button>
      {words !== undefined && (
        <Text id={description} size="sm" c="dimmed" maw="34rem">
          {words}
        </Text>
      )}
    </div>
  );
}
