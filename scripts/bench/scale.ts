import { rm } from "node:fs/promises";
import { join } from "node:path";
import { at, drop } from "../page-driver/elements";
import { goTo, isTraining } from "../page-driver/places";
import { figure } from "../page-driver/results";
import { chooseBackbone, openSettings } from "../page-driver/training";
import { launchWithProfile } from "./browser";
import type { Section } from "./figures";
import { type Liveliness, livelinessOf, watchLiveliness } from "./liveliness";
import { manyPhotos } from "./many-photos";
import { mostOf, type Sample, secondsOf, watcher } from "./samples";
import type { Setting } from "./setting";

/** Photos after which memory must not grow any more. */
const WARM_UP = 2_000;

/** Reads, looks at, trains on and evaluates many photos, and watches the page's memory and its main thread. */
export async function scale({ url, faces, temporary, photos, narrow }: Setting): Promise<Section> {
  const folder = join(temporary, "many");
  console.error(`  making ${photos} photos`);
  await manyPhotos(faces, folder, photos);
  const context = await launchWithProfile(join(temporary, "profile"), url);
  try {
    const browser = context.browser();
    if (browser === null) throw new Error("The profile has no browser.");
    await watchLiveliness(context);
    const page = await context.newPage();
    await page.goto("/");
    const from = await page.evaluate(() => performance.now());
    const samples: Sample[] = [];
    const watch = watcher(browser, page, samples);
    await drop(page, folder);
    await watch(async () => at(page, "train").isVisible());
    await goTo(page, "train");
    await openSettings(page);
    await chooseBackbone(page, narrow);
    await at(page, "start-training").click();
    await watch(async () => !(await isTraining(page)));
    await goTo(page, "results");
    await figure(page, "accuracy").waitFor();
    return section(photos, samples, await livelinessOf(page, from));
  } finally {
    await context.close();
    await rm(folder, { recursive: true });
  }
}

function section(photos: number, samples: readonly Sample[], seen: Liveliness): Section {
  const of = `${photos.toLocaleString("en")} photos`;
  const longest = Math.max(0, ...seen.longTasks.map(({ duration }) => duration));
  const slowest = Math.max(0, ...seen.clicks.map(({ duration }) => duration));
  return {
    rows: [
      {
        what: `${of}: growth of memory after the first ${WARM_UP.toLocaleString("en")}`,
        unit: "MB",
        ours: [growth(samples)],
        target: { atMost: 100 },
      },
      {
        what: `${of}: most memory of the page and its workers`,
        unit: "MB",
        ours: [mostOf(samples, "page")],
        target: { atMost: 800 },
        note:
          "Memory is all that the process of the page and its workers has of its own: JavaScript objects, WebAssembly, " +
          `buffers. Beside it Chromium kept up to ${Math.round(mostOf(samples, "shared"))} MB of decoded pictures, which ` +
          `it drops where memory is short, and its other processes had up to ${Math.round(mostOf(samples, "others"))} MB.`,
      },
      { what: `${of}: longest task of the main thread`, unit: "ms", ours: [longest], target: { atMost: 50 } },
      {
        what: `${of}: tasks of the main thread over 50 ms`,
        unit: "tasks",
        ours: [seen.longTasks.length],
        target: { atMost: 0 },
        note:
          `Over all of it the main thread computed for ${secondsOf(samples, "computed")} s and waited for ` +
          `${secondsOf(samples, "waited")} s until a core was free, which is in the length of its tasks.`,
      },
      {
        what: `${of}: slowest answer to ${seen.clicks.length} clicks`,
        unit: "ms",
        ours: [slowest],
        target: { atMost: 100 },
      },
    ],
    details: { samples, ...seen },
  };
}

/** MB by which memory grew, at the most, in reading and in all that follows it, each from its 2,000th photo on. */
function growth(samples: readonly Sample[]): number {
  const reading = samples.filter(({ stage }) => stage === "read");
  const later = samples.slice(samples.findIndex(({ stage }) => stage === "features"));
  return Math.max(
    ...[reading, later].map((some) => {
      const settled = some.findIndex(({ done }) => done >= WARM_UP);
      const after = settled < 0 ? [] : some.slice(settled).map(({ page }) => page);
      return Math.max(0, ...after) - (after[0] ?? 0);
    }),
  );
}
