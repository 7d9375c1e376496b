import { afterEach, describe, expect, it } from "vitest";
import { newestFrames } from "../../src/app/use/camera/frames";
import { type LiveAnswer, watchVideo } from "../../src/app/use/camera/watching";
import type { Picture } from "../../src/engine/protocol/protocol";
import { decodePicture } from "../../src/engine/worker/decode";
import { femaleProbability } from "../../src/metrics/probability";
import { LIKELIER, predictionOf } from "../../src/models/decision";

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Brightness step between consecutive pictures of the camera. */
const STEP = 10;

/** A camera with grey pictures; each call of `show` shows a brighter one. */
class Camera {
  readonly video = document.createElement("video");
  readonly #canvas = document.createElement("canvas");
  readonly #track: CanvasCaptureMediaStreamTrack;
  #shown = -1;

  constructor() {
    [this.#canvas.width, this.#canvas.height] = [96, 64];
    this.#canvas.getContext("2d");
    const stream = this.#canvas.captureStream(0);
    [this.#track] = stream.getVideoTracks() as [CanvasCaptureMediaStreamTrack];
    this.video.muted = true;
    this.video.srcObject = stream;
    document.body.append(this.video);
  }

  /** Shows the next picture, and waits until the video shows it. @returns its number */
  async show(): Promise<number> {
    const context = this.#canvas.getContext("2d");
    const grey = ++this.#shown * STEP;
    if (context === null) throw new Error("There is no canvas.");
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect(0, 0, 96, 64);
    const arrived = new Promise<void>((resolve) => this.video.requestVideoFrameCallback(() => resolve()));
    this.#track.requestFrame();
    await arrived;
    return this.#shown;
  }

  stop(): void {
    this.#track.stop();
    this.video.remove();
  }
}

/** The number of the camera's picture. */
async function numberOf(picture: Picture): Promise<number> {
  const pixels = await decodePicture(picture, "keras");
  return Math.round((pixels[0] ?? Number.NaN) / STEP);
}

let controller = new AbortController();
let camera: Camera;

async function startCamera(): Promise<void> {
  controller = new AbortController();
  camera = new Camera();
  await Promise.all([camera.video.play(), camera.show()]);
}

afterEach(() => {
  controller.abort();
  camera?.stop();
});

describe("the newest frames", () => {
  it("skip frames shown while the consumer was busy, and never repeat one", async () => {
    await startCamera();
    const frames = newestFrames(camera.video, controller.signal);
    const take = async () => {
      const { value } = await frames.next();
      return value ? numberOf(value) : undefined;
    };
    const first = take();
    const shown = await camera.show();
    expect(await first).toBe(shown);

    for (let frame = 0; frame < 5; frame++) await camera.show();
    expect(await take(), "the newest of five").toBe(shown + 5);

    let isTaken = false;
    const next = take().finally(() => {
      isTaken = true;
    });
    await pause(100);
    expect(isTaken, "nothing new was shown").toBe(false);
    expect(await camera.show()).toBe(shown + 6);
    expect(await next).toBe(shown + 6);
  });

  it("end when aborted, even while waiting", async () => {
    await startCamera();
    const frames = newestFrames(camera.video, controller.signal);
    const waiting = frames.next();
    controller.abort();
    expect((await waiting).done).toBe(true);
  });
});

describe("watching", () => {
  it("sends one frame at a time to the model, and the newest one next", async () => {
    await startCamera();
    const seen: { number: number; shown: number }[] = [];
    let [shown, running, most] = [0, 0, 0];
    const answers: LiveAnswer[] = [];
    const watching = watchVideo(
      camera.video,
      Promise.resolve(async (picture: Picture) => {
        most = Math.max(most, ++running);
        seen.push({ number: await numberOf(picture), shown });
        // Slow enough that several frames pass.
        await pause(120);
        running--;
        return predictionOf(femaleProbability(0.7));
      }),
      LIKELIER,
      controller.signal,
      (answer) => answers.push(answer),
    );
    while (shown < 20) shown = await camera.show();
    await pause(200);
    controller.abort();
    await watching;
    expect(most).toBe(1);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length, "most were passed over").toBeLessThan(15);
    for (const { number, shown: newest } of seen) expect(number).toBeGreaterThanOrEqual(newest);
    expect(seen.at(-1)?.number, "the last one is answered").toBe(20);
    expect(answers.length).toBeGreaterThanOrEqual(seen.length - 1);
    expect(answers.every(({ status }) => status === "answering")).toBe(true);
  });

  it("passes on the evidence for each prediction, if there is any", async () => {
    await startCamera();
    const answers: LiveAnswer[] = [];
    let looked = 0;
    const look = async (picture: Picture) => {
      await numberOf(picture);
      const evidence = { map: new Float32Array(49).fill(0.1), bias: 0.2 };
      return looked++ < 2
        ? { ...predictionOf(femaleProbability(0.7)), evidence }
        : predictionOf(femaleProbability(0.7));
    };
    const watching = watchVideo(camera.video, Promise.resolve(look), LIKELIER, controller.signal, (answer) =>
      answers.push(answer),
    );
    while (answers.length < 3) await camera.show();
    controller.abort();
    await watching;
    const given = answers.map((answer) => answer.status === "answering" && answer.evidence?.bias);
    expect(given.slice(0, 3)).toEqual([expect.closeTo(0.2), expect.closeTo(0.2), undefined]);
  });

  it("reports why the model cannot classify", async () => {
    await startCamera();
    const answers: LiveAnswer[] = [];
    const failing = Promise.reject(new Error("There is no backbone."));
    await watchVideo(camera.video, failing, LIKELIER, controller.signal, (answer) => answers.push(answer));
    expect(answers.map(({ status }) => status)).toEqual(["failed"]);
  });
});

describe("a frame", () => {
  it.each([
    [320, 180],
    [181, 321],
    [100, 100],
  ])("of %i × %i becomes its middle square, and is used up", async (width, height) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("There is no canvas.");
    const side = Math.min(width, height);
    const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
    context.fillStyle = "black";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "white";
    context.fillRect(left, top, side, side);
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    const data = await decodePicture(frame, "keras");
    expect(frame.format).toBeNull();
    const dark = data.filter((value) => value < 250).length;
    // Crops start at an even pixel, so one row or column may lie outside the square.
    expect(dark).toBeLessThan(3 * 224 * 8);
  });
});
