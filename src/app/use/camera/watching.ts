import { type AppError, toAppError } from "../../../common/error";
import type { Classifier } from "../../../engine/client";
import type { Prediction } from "../../../models/model";
import { smoothed } from "../answer";
import { newestFrames } from "./frames";

/** What the model says about the moving picture. */
export type LiveAnswer =
  | { readonly status: "waiting" }
  | {
      readonly status: "answering";
      readonly prediction: Prediction;
      /** Undefined until it is known. */
      readonly framesPerSecond: number | undefined;
    }
  | { readonly status: "failed"; readonly error: AppError };

/** Milliseconds over which frames are counted: a number that changes with every frame cannot be read. */
const COUNTED_MS = 1000;

/**
 * Shows a model one frame after the other, as fast as it can look at them: when one is answered, the newest one
 * follows at once, and those between are passed over.
 */
export async function watchVideo(
  video: HTMLVideoElement,
  classifier: Promise<Classifier>,
  signal: AbortSignal,
  report: (answer: LiveAnswer) => void,
): Promise<void> {
  let shown: Prediction | undefined;
  let answered = 0;
  const framesPerSecond = speedometer();
  try {
    const classify = await classifier;
    // Before it plays, browsers show a first frame that cannot be taken.
    await video.play();
    for await (const frame of newestFrames(video, signal)) {
      const prediction = await classify(frame);
      if (signal.aborted) return;
      const now = performance.now();
      shown = smoothed(shown, prediction, now - answered);
      answered = now;
      report({ status: "answering", prediction: shown, framesPerSecond: framesPerSecond(now) });
    }
  } catch (error) {
    if (!signal.aborted) report({ status: "failed", error: toAppError(error) });
  }
}

/** @returns a function to be called with the time of each answer: how many there were in a second lately */
function speedometer(): (now: number) => number | undefined {
  let since: number | undefined;
  let count = 0;
  let speed: number | undefined;
  return (now) => {
    since ??= now;
    if (now - since >= COUNTED_MS) {
      speed = (1000 * count) / (now - since);
      since = now;
      count = 0;
    }
    count++;
    return speed;
  };
}
