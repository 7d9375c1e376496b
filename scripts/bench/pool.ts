import { cpus } from "node:os";
import { launch, pretendCores } from "./browser";
import { alternate, type Section } from "./figures";
import { ourJob, photosPerSecond } from "./job";
import type { Setting } from "./setting";

const ROUNDS = 5;

/** Photos per second from files to features, on all cores and on one core. */
export async function pool(setting: Setting): Promise<Section> {
  const browser = await launch();
  const cores = cpus().length;
  try {
    const on = (count: number) => async () =>
      photosPerSecond((await ourJob(browser, setting, (page) => pretendCores(page.context(), count))).report);
    const [all = [], one = []] = await alternate([on(cores), on(1)], ROUNDS);
    return {
      rows: [
        {
          what: `photos from files to features (read, hash, decode, resize, width 0.35) on ${cores} cores`,
          unit: "photos/s",
          ours: all,
          other: { name: "Twofold, one worker", values: one },
          target: { timesBetter: 1.8 },
        },
      ],
    };
  } finally {
    await browser.close();
  }
}
