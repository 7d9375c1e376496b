import { create, type StoreApi, type UseBoundStore } from "zustand";
import { type AppError, isAbort, toAppError } from "../../common/error";
import { type Pace, paceAfter, paceFrom, pacePaused } from "../../common/pace";
import { calmly, type JobHooks, type Progress, type Stage } from "../../common/progress";

/** A running job. `Subject` is what it works on, `Live` what it shows besides its progress. */
export interface RunningJob<Subject = unknown, Live = unknown> {
  readonly status: "running";
  readonly subject: Subject;
  readonly progress: Progress;
  readonly pace: Pace;
  readonly live: Live | undefined;
  /** Whether it was told to stop and has not stopped yet. */
  readonly isStopping: boolean;
}

/** A job that is not running: it never ran, or this is how the last run ended. */
export type EndedJob<Subject = unknown, Result = unknown> =
  | { readonly status: "idle" }
  | { readonly status: "stopped"; readonly subject: Subject }
  | { readonly status: "failed"; readonly subject: Subject; readonly error: AppError }
  | { readonly status: "done"; readonly subject: Subject; readonly result: Result };

export type JobState<Subject = unknown, Result = unknown, Live = unknown> =
  | RunningJob<Subject, Live>
  | EndedJob<Subject, Result>;

/** The hooks passed to the work of a job. */
export interface RunHooks<Live> extends JobHooks {
  /** Replaces the live value. */
  readonly show: (live: Live) => void;
  /** Marks the point of no return, before results are stored. @throws AbortError if the run was stopped before */
  readonly commit: () => void;
}

type Work<Result, Live> = (hooks: RunHooks<Live>) => Promise<Result>;

/** A kind of job that runs at most once at a time; its state remembers how the last run ended. */
export interface Job<Subject, Result, Live = undefined> {
  /** The state, as a hook. */
  readonly use: UseBoundStore<StoreApi<JobState<Subject, Result, Live>>>;
  /** The current state, outside React. */
  readonly now: () => JobState<Subject, Result, Live>;
  /**
   * Starts a run. If one is running, does nothing, or waits for its turn if the job `queues`. Never rejects.
   * @param prepare is called synchronously, even if the work has to wait for its turn
   * @returns how this run ended; undefined if it did not start or was dismissed
   */
  readonly start: (
    subject: Subject,
    work: Work<Result, Live>,
    prepare?: (signal: AbortSignal) => void,
  ) => Promise<EndedJob<Subject, Result> | undefined>;
  /** Stops the run. It counts as running until its work has ended, whose result is ignored unless committed. */
  readonly stop: () => void;
  /** Stops and forgets the run and all that wait; the job is idle at once and can be started again. */
  readonly dismiss: () => void;
  /** The stages in which the run can be paused. */
  readonly pausable: ReadonlySet<Stage>;
  /** Pauses the run or resumes it. @throws what `hold` throws */
  readonly pause: (isPaused: boolean) => Promise<void>;
}

export interface JobOptions {
  /** The progress to show until the work reports its own. */
  readonly begins?: Progress;
  /** Whether a start waits for the current run instead of being ignored. */
  readonly queues?: boolean;
  /** How to pause and resume the work, and the stages in which that is possible. */
  readonly pauses?: {
    readonly stages: readonly Stage[];
    readonly hold: (isPaused: boolean) => Promise<void>;
  };
}

/** Creates the state and actions of a long-running job. */
export function createJob<Subject, Result = void, Live = undefined>({
  begins = { stage: "backbone", done: 0, total: 1 },
  queues = false,
  pauses,
}: JobOptions = {}): Job<Subject, Result, Live> {
  type State = JobState<Subject, Result, Live>;
  const use = create<State>(() => ({ status: "idle" }));
  const set = (state: State) => use.setState(state, true);
  /** The current run and those waiting; reports of dismissed runs are ignored. */
  const runs = new Set<AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  function start(subject: Subject, work: Work<Result, Live>, prepare?: (signal: AbortSignal) => void) {
    if (runs.size > 0 && !queues) return Promise.resolve(undefined);
    const controller = new AbortController();
    runs.add(controller);
    prepare?.(controller.signal);
    showRunning(subject);
    const turn = queues ? last.then(() => run(subject, work, controller)) : run(subject, work, controller);
    last = turn;
    return turn;
  }

  async function run(subject: Subject, work: Work<Result, Live>, controller: AbortController) {
    if (!runs.has(controller)) return undefined;
    showRunning(subject);
    const ended = await outcomeOf(subject, work, controller.signal, (change) => {
      const state = use.getState();
      if (runs.has(controller) && state.status === "running") set(change(state));
    });
    if (!runs.delete(controller)) return undefined;
    set(ended);
    return ended;
  }

  function showRunning(subject: Subject): void {
    if (use.getState().status === "running") return;
    const pace = paceFrom(begins, performance.now());
    set({ status: "running", subject, progress: begins, pace, live: undefined, isStopping: false });
  }

  function stop(): void {
    const state = use.getState();
    if (state.status !== "running") return;
    set({ ...state, isStopping: true });
    for (const run of runs) run.abort();
  }

  function dismiss(): void {
    for (const run of runs) run.abort();
    runs.clear();
    set({ status: "idle" });
  }

  async function pause(isPaused: boolean): Promise<void> {
    const state = use.getState();
    if (state.status !== "running") return;
    set({ ...state, pace: pacePaused(state.pace, isPaused, performance.now()) });
    await pauses?.hold(isPaused);
  }

  return { use, now: use.getState, start, stop, dismiss, pausable: new Set(pauses?.stages), pause };
}

/** Does the work of a run. @param change updates the state while this is the current run */
async function outcomeOf<Subject, Result, Live>(
  subject: Subject,
  work: Work<Result, Live>,
  signal: AbortSignal,
  change: (edit: (state: RunningJob<Subject, Live>) => RunningJob<Subject, Live>) => void,
): Promise<EndedJob<Subject, Result>> {
  let isCommitted = false;
  const onProgress = calmly((progress) => {
    if (signal.aborted) return;
    change((state) => ({
      ...state,
      progress,
      pace: paceAfter(state.pace, state.progress, progress, performance.now()),
    }));
  });
  const commit = () => {
    signal.throwIfAborted();
    isCommitted = true;
  };
  try {
    signal.throwIfAborted();
    const show = (live: Live) => change((state) => ({ ...state, live }));
    const result = await work({ signal, onProgress, show, commit });
    if (!isCommitted) signal.throwIfAborted();
    return { status: "done", subject, result };
  } catch (error) {
    if (isAbort(error)) return { status: "stopped", subject };
    return { status: "failed", subject, error: toAppError(error) };
  }
}
