import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Width } from "../../src/backbone/architecture";
import { at } from "../page-driver/elements";
import { tryPhotos } from "../page-driver/use";
import { freshContext, launch } from "./browser";
import { alternate, type Row, type Section } from "./figures";
import { openContender, prepare, timePasses } from "./forward-pass";
import type { Setting } from "./setting";
import { teachableJob } from "./teachable";
import { someFaces, trainedPage } from "./trained-page";

const ROUNDS = 21;
const TEACHABLE_ROUNDS = 5;
const PASSES = 3;

declare global {
  interface Window {
    /** Milliseconds from choosing the last photo to its label on the page. */
    answeredAfter?: number | undefined;
  }
}

/** From a photo's file to its label on the page, warm; compared with the forward pass and Teachable Machine. */
export async function photo(setting: Setting): Promise<Section> {
  const { narrow, wide } = setting;
  const rows: Row[] = [];
  for (const [width, backbone] of [
    [0.35, narrow],
    [1, wide],
  ] as const) {
    if (backbone !== undefined) rows.push(...(await onePhoto(setting, width, backbone)));
  }
  return { rows };
}

async function onePhoto(setting: Setting, width: Width, backbone: string): Promise<Row[]> {
  const browser = await launch();
  try {
    const folder = await someFaces(setting);
    const page = await trainedPage(await freshContext(browser, setting.url), folder, backbone);
    await watchAnswers(page);
    const files = (await readdir(join(setting.faces, "female"))).sort();
    let next = 0;
    const answer = async () =>
      answerTime(page, join(setting.faces, "female", files[next++ % files.length] ?? ""));
    const bench = await openContender(browser, setting.benchUrl);
    await prepare(bench, "ours", width, 1);
    const [ours = [], passes = []] = await alternate([answer, () => timePasses(bench, PASSES)], ROUNDS);
    const what = `one photo, from file to label, width ${width === 1 ? "1.0" : width}`;
    const row: Row = {
      what,
      unit: "ms",
      ours,
      other: { name: "the forward pass alone", values: passes },
      ...(width === 1 && { target: { timesTheirs: 1.5 } }),
    };
    if (width === 1) return [row];
    const [oursAgain = [], theirs = []] = await alternate(
      [
        answer,
        async () => {
          const { seconds, counts } = await teachableJob(browser, setting, folder);
          return (1000 * seconds.evaluate) / counts.check;
        },
      ],
      TEACHABLE_ROUNDS,
    );
    return [
      row,
      { what, unit: "ms", ours: oursAgain, other: { name: "Teachable Machine’s library", values: theirs } },
    ];
  } finally {
    await browser.close();
  }
}

/** Records when a photo is chosen and when the newest card has its prediction. */
async function watchAnswers(page: Page): Promise<void> {
  await page.evaluate(() => {
    let chosen: { name: string; at: number } | undefined;
    addEventListener(
      "change",
      ({ target }) => {
        const [file] = (target as HTMLInputElement).files ?? [];
        if (file !== undefined) chosen = { name: file.name, at: performance.now() };
      },
      { capture: true },
    );
    new MutationObserver(() => {
      const card = document.querySelector('article[data-status="done"]');
      if (chosen === undefined || card?.getAttribute("aria-label") !== chosen.name) return;
      window.answeredAfter = performance.now() - chosen.at;
      chosen = undefined;
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

async function answerTime(page: Page, file: string): Promise<number> {
  await page.evaluate(() => {
    window.answeredAfter = undefined;
  });
  await tryPhotos(page, file);
  const answered = await page.waitForFunction(() => window.answeredAfter);
  const taken = (await answered.jsonValue()) ?? Number.NaN;
  await at(page, "clear-photos").click();
  return taken;
}
