import { type AppError, toAppError } from "../../../common/error";
import type { Picture } from "../../../engine/protocol/protocol";
import type { Evidence } from "../../../head/evidence";
import type { Prediction } from "../../../models/decision";
import type { Decision } from "../../../models/model";
import { newestFrames } from "./frames";
import { smoothed, smoothedEvidence } from "./smoothing";

/** The model’s prediction for the live picture. */
export type LiveAnswer =
  | { readonly status: "waiting" }
  | {
      readonly status: "answering";
      readonly prediction: Prediction;
      /** Undefined unless it was requested. */
      readonly evidence: Evidence | undefined;
      /** Undefined until it is known. */
      readonly framesPerSecond: number | undefined;
    }
  | { readonly status: "failed"; readonly error: AppError };

/** Classifies a frame, with or without the evidence. */
export type LiveLook = (frame: Picture) => Promise<Prediction & { readonly evidence?: Evidence }>;

/** Milliseconds over which frames are counted: a number that changes with every frame is unreadable. */
const COUNTED_MS = 1000;

/**
 * Classifies the frames of a video one at a time, as fast as the model can: after each prediction it takes the newest
 * frame and skips those in between.
 */
export async function watchVideo(
  video: HTMLVideoElement,
  looking: Promise<LiveLook>,
  decision: Decision,
  signal: AbortSignal,
  report: (answer: LiveAnswer) => void,
): Promise<void> {
  let shown: Prediction | undefined;
  let evidence: Evidence | undefined;
  let answered = 0;
  const framesPerSecond = speedometer();
  try {
    const look = await looking;
    // Before the video plays, browsers show a first frame that cannot be captured.
    await video.play();
    for await (const frame of newestFrames(video, signal)) {
      const { evidence: found, ...prediction } = await look(frame);
      if (signal.aborted) return;
      const now = performance.now();
      shown = smoothed(shown, prediction, now - answered, decision);
      evidence = smoothedEvidence(evidence, found, now - answered);
      answered = now;
      report({ status: "answering", prediction: shown, evidence, framesPerSecond: framesPerSecond(now) });
    }
  } catch (error) {
    if (!signal.aborted) report({ status: "failed", error: toAppError(error) });
  }
}

/** @returns a function to call with the time of each prediction, which returns the recent rate per second */
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
