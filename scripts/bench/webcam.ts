import type { BrowserContext, Page } from "playwright-core";
import { type Width, widthName } from "../../src/backbone/architecture";
import { at } from "../page-driver/elements";
import { startCamera } from "../page-driver/use";
import { freshContext, launch } from "./browser";
import { median, type Row, type Section } from "./figures";
import { openContender, prepare, timePasses } from "./forward-pass";
import type { Setting } from "./setting";
import { someFaces, trainedPage } from "./trained-page";

/** Chromium's test camera, at a screen's frame rate; the frames that it delivers are counted. */
const CAMERA_FLAG = "--use-fake-device-for-media-stream=fps=60";

const WARM_UP_MS = 3_000;
const WATCHED_MS = 10_000;
const PASSES = 30;

interface Frames {
  /** Milliseconds from a frame's arrival in the page to its label; one per classified frame. */
  readonly delays: number[];
  /** Frames in flight, each time a frame was sent to the worker. */
  readonly waiting: number[];
}

/** Observations of the frames over some time. */
interface Watched extends Frames {
  readonly seconds: number;
  /** Frames that the camera delivered. */
  readonly delivered: number;
}

declare global {
  interface Window {
    seenFrames?: Frames;
  }
}

/** The camera: frames per second, latency of the label, and whether frames queue up. */
export async function webcam(setting: Setting): Promise<Section> {
  const rows: Row[] = [];
  for (const [width, backbone] of [
    [0.35, setting.narrow],
    [1, setting.wide],
  ] as const) {
    if (backbone !== undefined) rows.push(...(await watchCamera(setting, width, backbone)));
  }
  return { rows };
}

async function watchCamera(setting: Setting, width: Width, backbone: string): Promise<Row[]> {
  const browser = await launch([CAMERA_FLAG]);
  try {
    const bench = await openContender(browser, setting.benchUrl);
    await prepare(bench, "ours", width, 1);
    const passes = [await timePasses(bench, PASSES)];
    const context = await freshContext(browser, setting.url);
    await watchFrames(context);
    const page = await trainedPage(context, await someFaces(setting), backbone);
    const camera = await startCamera(page);
    await at(camera, "camera-speed").waitFor();
    await page.waitForTimeout(WARM_UP_MS);
    const watched = await framesWithin(page, WATCHED_MS);
    await page.close();
    // Measured again because the machine's load may have changed.
    passes.push(await timePasses(bench, PASSES));
    return rowsOf(watched, width, passes);
  } finally {
    await browser.close();
  }
}

function rowsOf(
  { delays, waiting, seconds, delivered }: Watched,
  width: Width,
  passes: readonly number[],
): Row[] {
  const what = `webcam, width ${widthName(width)}`;
  const camera = delivered / seconds;
  const possible = Math.min(camera, 1000 / median(passes));
  return [
    {
      what: `${what}: frames classified`,
      unit: "frames/s",
      ours: [delays.length / seconds],
      other: {
        name: `limit set by the forward pass and a ${camera.toFixed(0)} frames/s camera`,
        values: [possible],
      },
      target: { timesTheirs: 0.8 },
      note: `The test camera delivered ${camera.toFixed(1)} frames/s at width ${widthName(width)}.`,
    },
    {
      what: `${what}: latency from frame to label`,
      unit: "ms",
      ours: [median(delays)],
      other: { name: "the forward pass alone", values: passes },
    },
    {
      what: `${what}: most frames in flight`,
      unit: "frames",
      ours: [Math.max(0, ...waiting)],
      target: { atMost: 1 },
    },
  ];
}

async function framesWithin(page: Page, milliseconds: number): Promise<Watched> {
  const seen = await page.evaluate(async (watched): Promise<Watched | undefined> => {
    const [frames, video] = [window.seenFrames, document.querySelector("video")];
    if (frames === undefined || video === null) return undefined;
    const [started, before] = [performance.now(), video.getVideoPlaybackQuality().totalVideoFrames];
    frames.delays.splice(0);
    frames.waiting.splice(0);
    await new Promise((resolve) => setTimeout(resolve, watched));
    const delivered = video.getVideoPlaybackQuality().totalVideoFrames - before;
    return { ...frames, seconds: (performance.now() - started) / 1000, delivered };
  }, milliseconds);
  if (seen === undefined) throw new Error("Nobody watched this page.");
  return seen;
}

/** Follows each frame from the video to its label. */
async function watchFrames(context: BrowserContext): Promise<void> {
  // Functions in here are anonymous: the compiler would wrap named ones in a helper that the page lacks.
  await context.addInitScript(() => {
    const frames: Frames = { delays: [], waiting: [] };
    window.seenFrames = frames;
    // Arrival of the newest frame, frames in flight, and the frame whose prediction has arrived.
    let shown: number | undefined;
    const sent: (number | undefined)[] = [];
    let answered: number | undefined;

    const request = HTMLVideoElement.prototype.requestVideoFrameCallback;
    HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
      return request.call(this, (now, metadata) => {
        shown = performance.now();
        callback(now, metadata);
      });
    };

    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: unknown, ...rest: unknown[]) {
      const [transfer] = rest;
      const pictures =
        Array.isArray(transfer) &&
        transfer.some((each) => each instanceof ImageBitmap || each instanceof VideoFrame);
      if (pictures) {
        sent.push(shown);
        frames.waiting.push(sent.length);
      }
      Reflect.apply(send, this, [message, ...rest]);
    };

    window.Worker = class extends Worker {
      constructor(...about: ConstructorParameters<typeof Worker>) {
        super(...about);
        // Runs before the page's own listener, which sends the next frame at once.
        this.addEventListener("message", () => {
          answered = sent.shift() ?? answered;
        });
      }
    };

    new MutationObserver(() => {
      if (answered === undefined || document.querySelector("video") === null) return;
      frames.delays.push(performance.now() - answered);
      answered = undefined;
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}
