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

/** Photos after which memory must stop growing. */
const WARM_UP = 2_000;

/** Reads many photos, extracts features, trains and evaluates, while watching memory and the main thread. */
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
        what: `${of}: memory growth after the first ${WARM_UP.toLocaleString("en")}`,
        unit: "MB",
        ours: [growth(samples)],
        target: { atMost: 100 },
      },
      {
        what: `${of}: peak memory of the page and its workers`,
        unit: "MB",
        ours: [mostOf(samples, "page")],
        target: { atMost: 800 },
        note:
          "Memory is the private memory of the process that runs the page and its workers: JavaScript objects, " +
          `WebAssembly, buffers. In addition, Chromium cached up to ${Math.round(mostOf(samples, "shared"))} MB of ` +
          "decoded pictures, which it drops when memory is short, and its other processes used up to " +
          `${Math.round(mostOf(samples, "others"))} MB.`,
      },
      { what: `${of}: longest main-thread task`, unit: "ms", ours: [longest], target: { atMost: 50 } },
      {
        what: `${of}: main-thread tasks over 50 ms`,
        unit: "tasks",
        ours: [seen.longTasks.length],
        target: { atMost: 0 },
        note:
          `In total, the main thread computed for ${secondsOf(samples, "computed")} s and waited ` +
          `${secondsOf(samples, "waited")} s for a free core; task lengths include the waiting.`,
      },
      {
        what: `${of}: slowest response to ${seen.clicks.length} clicks`,
        unit: "ms",
        ours: [slowest],
        target: { atMost: 100 },
      },
    ],
    details: { samples, ...seen },
  };
}

/** Largest memory growth in MB, while reading and in all later stages, each counted from its 2,000th photo. */
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
