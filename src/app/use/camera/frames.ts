import { AppError } from "../../../common/error";
import type { CameraFrame } from "../../../engine/protocol/protocol";

const JPEG_QUALITY = 0.92;

/**
 * Yields the newest frame of a video on each request: at once if it was not taken yet, otherwise as soon as there is a
 * new one. Frames are never queued, however slow the consumer is. Ends when `signal` is aborted; yields nothing while
 * the tab is hidden.
 */
export async function* newestFrames(
  video: HTMLVideoElement,
  signal: AbortSignal,
): AsyncGenerator<CameraFrame, void> {
  let isNew = false;
  let wake = () => {};
  const stopFollowing = followFrames(video, () => {
    isNew = true;
    wake();
  });
  signal.addEventListener("abort", () => wake());
  try {
    while (!signal.aborted) {
      if (isNew) {
        isNew = false;
        yield await grabFrame(video);
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stopFollowing();
  }
}

/** Calls `onFrame` for each frame that the video shows. @returns the function that ends this */
function followFrames(video: HTMLVideoElement, onFrame: () => void): () => void {
  // Firefox supports them since version 132.
  const hasFrameCallbacks = typeof video.requestVideoFrameCallback === "function";
  const request = () =>
    hasFrameCallbacks ? video.requestVideoFrameCallback(next) : requestAnimationFrame(next);
  const next = () => {
    handle = request();
    onFrame();
  };
  let handle = request();
  return () => (hasFrameCallbacks ? video.cancelVideoFrameCallback(handle) : cancelAnimationFrame(handle));
}

/** The current frame. A `VideoFrame` is cheap on this thread: the worker converts it to pixels. */
async function grabFrame(video: HTMLVideoElement): Promise<CameraFrame> {
  if (typeof VideoFrame !== "undefined") return new VideoFrame(video);
  const { x, y, side } = middleOf(video);
  return createImageBitmap(video, x, y, side, side);
}

/** A full-size photo of the visible central square, not mirrored. @throws AppError `camera` */
export async function takePicture(video: HTMLVideoElement): Promise<Blob> {
  const { x, y, side } = middleOf(video);
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  canvas.getContext("2d")?.drawImage(video, x, y, side, side, 0, 0, side, side);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY),
  );
  if (blob === null) throw new AppError("camera", "The camera sent no picture.", { next: "Try again." });
  return blob;
}

function middleOf({ videoWidth, videoHeight }: HTMLVideoElement): { x: number; y: number; side: number } {
  const side = Math.min(videoWidth, videoHeight);
  return { x: Math.floor((videoWidth - side) / 2), y: Math.floor((videoHeight - side) / 2), side };
}
