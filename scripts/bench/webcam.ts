import type { BrowserContext, Page } from "playwright-core";
import type { Width } from "../../src/backbone/architecture";
import { freshContext, launch } from "./driver";
import { median, type Row, type Section } from "./figures";
import { openContender, prepare, timePasses } from "./forward-pass";
import type { Setting } from "./setting";
import { someFaces, trainedPage } from "./trained-page";

/** Frames that Chromium's own test camera gives in a second: more than a screen shows. */
const CAMERA_RATE = 60;
const CAMERA_FLAG = `--use-fake-device-for-media-stream=fps=${CAMERA_RATE}`;

const WARM_UP_MS = 3_000;
const WATCHED_MS = 10_000;
const PASSES = 30;

interface Frames {
  /** Milliseconds from a frame's arrival in the page to the label that answers it. */
  readonly delays: number[];
  /** Pictures that were with a worker at once, whenever one was given to it. */
  readonly waiting: number[];
}

declare global {
  interface Window {
    seenFrames?: Frames;
  }
}

/** The camera: frames per second, how late the label is, and whether frames queue up. */
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
    const pass = await timePasses(bench, PASSES);
    const context = await freshContext(browser, setting.url);
    await watchFrames(context);
    const page = await trainedPage(context, await someFaces(setting), backbone);
    await page.getByRole("button", { name: "Use the camera" }).click();
    await page
      .getByText(/frames\/s/)
      .first()
      .waitFor();
    await page.waitForTimeout(WARM_UP_MS);
    return rowsOf(await framesWithin(page, WATCHED_MS), width, pass);
  } finally {
    await browser.close();
  }
}

function rowsOf({ delays, waiting }: Frames, width: Width, pass: number): Row[] {
  const what = `webcam, width ${width === 1 ? "1.0" : width}`;
  const possible = Math.min(CAMERA_RATE, 1000 / pass);
  return [
    {
      what: `${what}: frames answered`,
      unit: "frames/s",
      ours: [(1000 * delays.length) / WATCHED_MS],
      other: {
        name: `what the forward pass and a camera of ${CAMERA_RATE} frames/s allow`,
        values: [possible],
      },
      target: { timesTheirs: 0.8 },
    },
    {
      what: `${what}: from frame to label`,
      unit: "ms",
      ours: [median(delays)],
      other: { name: "the forward pass alone", values: [pass] },
    },
    {
      what: `${what}: most frames with the worker at once`,
      unit: "frames",
      ours: [Math.max(0, ...waiting)],
      target: { atMost: 1 },
    },
  ];
}

async function framesWithin(page: Page, milliseconds: number): Promise<Frames> {
  await page.evaluate(() => {
    window.seenFrames?.delays.splice(0);
    window.seenFrames?.waiting.splice(0);
  });
  await page.waitForTimeout(milliseconds);
  const frames = await page.evaluate(() => window.seenFrames);
  if (frames === undefined) throw new Error("Nobody watched this page.");
  return frames;
}

/** Follows each frame from the video to the label that it leads to. */
async function watchFrames(context: BrowserContext): Promise<void> {
  // No function in here has a name: the compiler would wrap it in a helper that the page does not have.
  await context.addInitScript(() => {
    const frames: Frames = { delays: [], waiting: [] };
    window.seenFrames = frames;
    let shown: number | undefined;
    let waiting = 0;

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
        frames.waiting.push(++waiting);
        this.addEventListener("message", () => waiting--, { once: true });
      }
      Reflect.apply(send, this, [message, ...rest]);
    };

    new MutationObserver(() => {
      if (shown === undefined || document.querySelector("video") === null) return;
      frames.delays.push(performance.now() - shown);
      shown = undefined;
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}
