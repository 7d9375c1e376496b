import { Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { type ReactNode, type RefCallback, useEffect, useRef } from "react";
import { notifyFailure } from "../notices/notify-failure";
import type { EndedJob, Job, RunningJob } from "../session/job";
import { ErrorNotice } from "./ErrorNotice";
import classes from "./JobPanel.module.css";
import { JobProgress } from "./JobProgress";

/**
 * A job as a place shows it. While it runs: how far it is, with a way to stop and, where possible, to pause it. Else:
 * how the last run failed or that it was stopped, around what the place has to show.
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
  /** Whether a run is this place's: it may be about another model. */
  isShown?: (subject: Subject) => boolean;
  /** Whether the panel appears with the run, in the place of the button that started it. */
  takesFocus?: boolean;
  className?: string | undefined;
  /** What there is to say before the count and the speed. */
  note?: string | undefined;
  /** What stands below the progress. */
  about?: ReactNode;
  /** What is said once it was stopped. */
  stopped?: string;
  onStop?: () => void;
  /** What the notice of a failure offers. */
  onRetry?: { readonly label: string; readonly run: () => void };
  /**
   * What is shown while it does not run. The element with the `focus` ref gets the focus that the progress had.
   * @param state `idle` where the last run was another place's
   * @param isBusy whether it runs for another place
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
 * Keeps the focus in the panel when the progress replaces the button that had it, and the other way round. One job may
 * be shown in two places: the focus stays in the one that is used.
 */
function useKeptFocus(isRunning: boolean, takesFocus: boolean) {
  const progress = useRef<HTMLDivElement>(null);
  const target = useRef<HTMLElement>(null);
  const isInUse = useRef(takesFocus);
  const keep = () => {
    // What had the focus is gone.
    const isLost = isInUse.current && document.activeElement === document.body;
    if (isLost) (progress.current ?? target.current)?.focus();
    if (!isRunning) isInUse.current = false;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, where the panel appears with the run.
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
