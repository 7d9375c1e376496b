import { Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { type ReactNode, type RefCallback, useEffect, useRef } from "react";
import { notifyFailure } from "../notices/notify-failure";
import type { EndedJob, Job, RunningJob } from "../session/job";
import { ErrorNotice } from "./ErrorNotice";
import classes from "./JobPanel.module.css";
import { JobProgress } from "./JobProgress";

/**
 * A job in a place. While it runs: the progress, with buttons to stop and, if possible, to pause it. Otherwise: the error
 * of the last run or a note that it was stopped, around the place’s own content.
 */
export function JobPanel<Subject, Result, Live>({
  job,
  isShown = () => true,
  takesFocus = false,
  className,
  note,
  about,
  stopped,
  onStop = job.stop,
  onRetry,
  children,
}: {
  job: Job<Subject, Result, Live>;
  /** Whether a run belongs to this panel: it may be about another model. */
  isShown?: (subject: Subject) => boolean;
  /** Whether the panel appears with the run and replaces the button that started it. */
  takesFocus?: boolean;
  className?: string | undefined;
  /** Shown before the count and the speed. */
  note?: string | undefined;
  /** Shown below the progress. */
  about?: ReactNode;
  /** The message after it was stopped. */
  stopped?: string;
  onStop?: () => void;
  /** The button of the error notice. */
  onRetry?: { readonly label: string; readonly run: () => void };
  /**
   * The content while the job is not running. The element with the `focus` ref takes over the focus from the progress.
   * @param state `idle` if the last run does not belong to this panel
   * @param isBusy whether it is running for something else
   */
  children?: (
    state: EndedJob<Subject, Result>,
    focus: RefCallback<HTMLElement>,
    isBusy: boolean,
  ) => ReactNode;
}) {
  const state = job.use();
  const shown = state.status === "idle" || isShown(state.subject) ? state : undefined;
  const isRunning = shown?.status === "running";
  const { progress, target, onClickCapture } = useKeptFocus(isRunning, takesFocus);
  if (shown?.status === "running")
    return (
      <div className={className} onClickCapture={onClickCapture}>
        <div ref={progress} tabIndex={-1} className={classes.job}>
          <JobProgress run={shown} note={note} pause={pauseOf(job, shown)} onStop={onStop} />
          {about}
        </div>
      </div>
    );
  const ended = shown ?? ({ status: "idle" } as const);
  const content = children?.(ended, target, state.status === "running");
  if (!content && ended.status !== "failed") return null;
  return (
    <div className={className} onClickCapture={onClickCapture}>
      {ended.status === "failed" && <ErrorNotice error={ended.error} {...(onRetry && { action: onRetry })} />}
      {content}
      {ended.status === "stopped" && stopped !== undefined && <Text role="status">{stopped}</Text>}
    </div>
  );
}

function pauseOf<Subject, Result, Live>(
  { pausable, pause }: Job<Subject, Result, Live>,
  { progress, pace }: RunningJob,
) {
  if (!pausable.has(progress.stage)) return undefined;
  return {
    isPaused: pace.pausedAt !== undefined,
    onPause: (isPaused: boolean) => void pause(isPaused).catch(notifyFailure),
  };
}

/**
 * Keeps the focus in the panel when the progress replaces the button that had it, and vice versa. If a job is shown in
 * two panels, the focus stays in the one that the user used.
 */
function useKeptFocus(isRunning: boolean, takesFocus: boolean) {
  const progress = useRef<HTMLDivElement>(null);
  const target = useRef<HTMLElement>(null);
  const isInUse = useRef(takesFocus);
  const keep = () => {
    // The element that had the focus is gone.
    const isLost = isInUse.current && document.activeElement === document.body;
    if (isLost) (progress.current ?? target.current)?.focus();
    if (!isRunning) isInUse.current = false;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for panels that appear with the run.
  useEffect(keep, []);
  useDidUpdate(keep, [isRunning]);
  return {
    progress,
    target: (element: HTMLElement | null) => {
      target.current = element;
    },
    onClickCapture: () => {
      isInUse.current = true;
    },
  };
}
