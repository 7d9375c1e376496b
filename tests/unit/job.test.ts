import { afterEach, expect, it, vi } from "vitest";
import { createJob, type JobOptions, type RunHooks } from "../../src/app/session/job";
import { AppError } from "../../src/common/error";
import { speedOf } from "../../src/common/pace";

afterEach(() => vi.restoreAllMocks());

/** A job whose work ends when the test says so. */
function aJob(options?: JobOptions) {
  const job = createJob<string, number, string>(options);
  const works: {
    readonly hooks: RunHooks<string>;
    readonly finish: (result: number) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const start = (subject: string) =>
    job.start(subject, (hooks) => new Promise((finish, fail) => works.push({ hooks, finish, fail })));
  const work = (index: number) => {
    const found = works[index];
    if (found === undefined) throw new Error(`Run ${index} has not begun.`);
    return found;
  };
  return { job, start, work, begun: () => works.length };
}

it("goes from idle through its progress to its result", async () => {
  const { job, start, work } = aJob();
  expect(job.now()).toEqual({ status: "idle" });
  const ended = start("a model");
  expect(job.now()).toMatchObject({
    status: "running",
    subject: "a model",
    progress: { stage: "backbone" },
    live: undefined,
    isStopping: false,
  });
  work(0).hooks.onProgress({ stage: "features", done: 3, total: 9 });
  work(0).hooks.show("three");
  expect(job.now()).toMatchObject({ progress: { stage: "features", done: 3, total: 9 }, live: "three" });
  work(0).finish(42);
  expect(await ended).toEqual({ status: "done", subject: "a model", result: 42 });
  expect(job.now()).toEqual({ status: "done", subject: "a model", result: 42 });
  work(0).hooks.show("late");
  expect(job.now().status).toBe("done");
});

it("reports an error as an AppError, and can be started again", async () => {
  const { job, start, work } = aJob();
  const failed = start("first");
  const error = new AppError("bad-data", "There are no photos.");
  work(0).fail(error);
  expect(await failed).toEqual({ status: "failed", subject: "first", error });
  const again = start("second");
  expect(job.now()).toMatchObject({ status: "running", subject: "second" });
  work(1).fail("a mistake in the program");
  expect(await again).toMatchObject({ status: "failed", error: { code: "internal" } });
});

it("ignores a start while it runs", async () => {
  const { job, start, work, begun } = aJob();
  const first = start("first");
  expect(await start("second")).toBeUndefined();
  expect(begun()).toBe(1);
  expect(job.now()).toMatchObject({ status: "running", subject: "first" });
  work(0).finish(1);
  expect(await first).toMatchObject({ status: "done", subject: "first" });
});

it("stops once its work has ended, and ignores the result", async () => {
  const { job, start, work } = aJob();
  const ended = start("a model");
  job.stop();
  expect(job.now()).toMatchObject({ status: "running", isStopping: true });
  expect(work(0).hooks.signal.aborted).toBe(true);
  work(0).hooks.onProgress({ stage: "features", done: 1, total: 2 });
  expect(job.now()).toMatchObject({ progress: { stage: "backbone" } });
  expect(await start("another")).toBeUndefined();
  work(0).finish(42);
  expect(await ended).toEqual({ status: "stopped", subject: "a model" });
  expect(job.now()).toEqual({ status: "stopped", subject: "a model" });
});

it("cannot be stopped once it has committed, and cannot commit once it was stopped", async () => {
  const { job, start, work } = aJob();
  const committed = start("first");
  work(0).hooks.commit();
  job.stop();
  work(0).finish(1);
  expect(await committed).toMatchObject({ status: "done", result: 1 });

  const stopped = start("second");
  job.stop();
  expect(() => work(1).hooks.commit()).toThrow(expect.objectContaining({ name: "AbortError" }));
  work(1).finish(2);
  expect(await stopped).toMatchObject({ status: "stopped" });
});

it("forgets a dismissed run at once: another may start, and the late end of the first is ignored", async () => {
  const { job, start, work } = aJob();
  const first = start("first");
  job.dismiss();
  expect(job.now()).toEqual({ status: "idle" });
  expect(work(0).hooks.signal.aborted).toBe(true);
  const second = start("second");
  work(0).hooks.show("of the first");
  work(0).fail(new AppError("bad-data", "too late"));
  expect(await first).toBeUndefined();
  expect(job.now()).toMatchObject({ status: "running", subject: "second", live: undefined });
  work(1).finish(2);
  expect(await second).toMatchObject({ status: "done", result: 2 });
});

it("runs queued starts one after the other, even after a failure", async () => {
  const { job, start, work, begun } = aJob({ queues: true });
  const first = start("first");
  const second = start("second");
  await vi.waitFor(() => expect(begun()).toBe(1));
  work(0).fail(new AppError("bad-zip", "This is no zip."));
  expect(await first).toMatchObject({ status: "failed" });
  await vi.waitFor(() => expect(begun()).toBe(2));
  expect(job.now()).toMatchObject({ status: "running", subject: "second" });
  work(1).finish(2);
  expect(await second).toMatchObject({ status: "done", result: 2 });
});

it("drops waiting runs when it is dismissed; a new run waits until the old work has ended", async () => {
  const { job, start, work, begun } = aJob({ queues: true });
  const [first, second] = [start("first"), start("second")];
  await vi.waitFor(() => expect(begun()).toBe(1));
  job.dismiss();
  const third = start("third");
  expect(job.now()).toMatchObject({ status: "running", subject: "third" });
  expect(begun()).toBe(1);
  work(0).finish(1);
  expect([await first, await second]).toEqual([undefined, undefined]);
  await vi.waitFor(() => expect(begun()).toBe(2));
  work(1).finish(3);
  expect(await third).toEqual({ status: "done", subject: "third", result: 3 });
});

it("measures the speed of each stage, excluding earlier work and pauses", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const holds: boolean[] = [];
  const { job, start, work } = aJob({
    pauses: { stages: ["tune"], hold: async (isPaused) => void holds.push(isPaused) },
  });
  const speedAt = (milliseconds: number) => {
    const state = job.now();
    return state.status === "running" ? speedOf(state.progress, state.pace, milliseconds) : undefined;
  };
  const ended = start("a model");
  now.mockReturnValue(60_000);
  // An earlier visit did 40 of them.
  work(0).hooks.onProgress({ stage: "tune", done: 40, total: 100 });
  now.mockReturnValue(62_000);
  work(0).hooks.onProgress({ stage: "tune", done: 60, total: 100 });
  expect(speedAt(62_000)).toEqual({ perSecond: 10, secondsLeft: 4 });
  await job.pause(true);
  expect(job.now()).toMatchObject({ pace: { pausedAt: 62_000 } });
  expect(speedAt(92_000)).toBeUndefined();
  now.mockReturnValue(92_000);
  await job.pause(false);
  expect(speedAt(92_000)).toEqual({ perSecond: 10, secondsLeft: 4 });
  expect(holds).toEqual([true, false]);
  work(0).hooks.onProgress({ stage: "features", done: 0, total: 5 });
  expect(speedAt(99_000), "nothing was done of this stage").toBeUndefined();
  now.mockReturnValue(93_000);
  work(0).hooks.onProgress({ stage: "features", done: 5, total: 5 });
  expect(speedAt(92_500), "half a second is too short to tell").toBeUndefined();
  expect(speedAt(93_000)).toEqual({ perSecond: 5, secondsLeft: undefined });
  work(0).finish(1);
  await ended;
});
