import type { CDPSession, Page } from "playwright-core";
import { at, drop } from "../page-driver/elements";
import { photosAreRead } from "../page-driver/photos";
import { threshold as sliderOf } from "../page-driver/results";
import { freshContext, launch } from "./browser";
import type { Section } from "./figures";
import type { Setting } from "./setting";
import { trainOn } from "./trained-page";

/** Evaluated photos, as after testing on a large collection. */
const PHOTOS = 20_000;

/** Consecutive moves of the slider. */
const MOVES = 40;

/** Time after which the main thread is idle again. */
const BETWEEN_MOVES_MS = 150;

/** Moves the threshold of a model evaluated on very many photos, and watches the main thread. */
export async function threshold({ url, faces, narrow }: Setting): Promise<Section> {
  const browser = await launch();
  const context = await freshContext(browser, url);
  try {
    const page = await context.newPage();
    await page.goto("/");
    await drop(page, faces);
    await photosAreRead(page);
    await trainOn(page, narrow);
    await page.evaluate(multiplyEvaluations, PHOTOS);
    await page.reload();
    await sliderOf(page).waitFor();
    // The metrics cover all photos once the page names their number.
    await at(page, "figures")
      .filter({ hasText: PHOTOS.toLocaleString("en") })
      .waitFor();
    // The curve and the intervals are computed and drawn once; moving the threshold does not change them.
    await page.waitForTimeout(5_000);
    const milliseconds = await drag(page);
    return {
      rows: [
        {
          what: `moving the threshold with ${PHOTOS.toLocaleString("en")} evaluated photos: main-thread time per move`,
          unit: "ms",
          ours: milliseconds,
          target: { atMost: 16 },
        },
      ],
      details: { milliseconds },
    };
  } finally {
    await context.close();
    await browser.close();
  }
}

/** Drags the slider with the mouse. @returns how long the main thread was busy for each move, in ms */
async function drag(page: Page): Promise<number[]> {
  const client = await page.context().newCDPSession(page);
  // Computing time, without waiting for a core.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const slider = sliderOf(page);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const track = await at(page, "threshold").boundingBox();
  if (box === null || track === null) throw new Error("There is no slider.");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  const milliseconds: number[] = [];
  let last = await slider.getAttribute("aria-valuenow");
  for (let move = 1; move <= MOVES; move++) {
    // Back and forth over half of the track, so that every move changes the threshold.
    const reach = (track.width / 4) * Math.sin((2 * Math.PI * move) / MOVES);
    await page.waitForTimeout(BETWEEN_MOVES_MS);
    const before = await taskSeconds(client);
    await page.mouse.move(middle.x + reach, middle.y);
    await page.waitForTimeout(BETWEEN_MOVES_MS);
    const busy = 1000 * ((await taskSeconds(client)) - before);
    const now = await slider.getAttribute("aria-valuenow");
    // At the turning points, the threshold may not move.
    if (now !== last) milliseconds.push(busy);
    last = now;
  }
  await page.mouse.up();
  if (milliseconds.length < MOVES / 2)
    throw new Error(`The threshold moved only ${milliseconds.length} times.`);
  await client.detach();
  return milliseconds;
}

/** Seconds that the page's main thread has been busy. */
async function taskSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/**
 * Multiplies the few photos that the only model was evaluated on, with small variations. Runs in the page, so its
 * functions are anonymous: the compiler would wrap named ones in a helper that the page lacks.
 */
async function multiplyEvaluations(count: number): Promise<void> {
  const open = indexedDB.open("twofold");
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = reject;
  });
  const store = open.result.transaction("models", "readwrite").objectStore("models");
  const all = store.getAll();
  await new Promise((resolve) => {
    all.onsuccess = resolve;
  });
  const [model] = all.result;
  const { val } = model.evaluations;
  const few = val.labels.length;
  model.evaluations.val = {
    paths: Array.from({ length: count }, (_none, index) => `${index} ${val.paths[index % few]}`),
    labels: Uint8Array.from({ length: count }, (_none, index) => val.labels[index % few]),
    scores: Float32Array.from({ length: count }, (_none, index) => {
      const score = val.scores[index % few];
      const logit = Math.log(score / (1 - score));
      return 1 / (1 + Math.exp(-(logit / 2 + Math.sin(index))));
    }),
  };
  const put = store.put(model, model.id);
  await new Promise((resolve, reject) => {
    put.onsuccess = resolve;
    put.onerror = reject;
  });
  open.result.close();
}
