import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { freshContext, launch } from "./browser";
import { alternate, type Row, type Section } from "./figures";
import type { Resizing } from "./page/resize";
import { pageProcess } from "./processes";
import type { Setting } from "./setting";

const TWELVE_MEGAPIXELS = fileURLToPath(
  new URL("../../tests/fixtures/pictures/large_12_megapixels.jpg", import.meta.url),
);
const LARGEST_SIDE = 10_000;
const FACES = 160;
const ROUNDS = 9;
const MEMORY_ROUNDS = 3;
/** Milliseconds between memory samples. */
const GLANCE = 20;
const BROWSER = "the browser’s resizing";

/** Resizing photos to 224×224 in our own code, compared with the browser's, which differs between browsers. */
export async function resize({ benchUrl, faces, temporary }: Setting): Promise<Section> {
  const browser = await launch();
  try {
    const page = await benchPage(browser, benchUrl);
    await choose(page, await someFiles(faces));
    const rate = (who: Resizing) => () =>
      page.evaluate(async (asked) => (await window.bench?.photosPerSecond(asked)) ?? Number.NaN, who);
    const [oursRate = [], theirRate = []] = await alternate([rate("ours"), rate("browser")], ROUNDS);
    await choose(page, [TWELVE_MEGAPIXELS]);
    const [oursLarge = [], theirsLarge = []] = await alternate(
      [milliseconds(page, "ours"), milliseconds(page, "browser")],
      ROUNDS,
    );
    const rows: Row[] = [
      {
        what: "photos to features, width 0.35, one thread",
        unit: "photos/s",
        ours: oursRate,
        other: { name: BROWSER, values: theirRate },
        target: { timesTheirs: 0.95 },
      },
      {
        what: "a 12-megapixel JPEG to 224×224",
        unit: "ms",
        ours: oursLarge,
        other: { name: BROWSER, values: theirsLarge },
        target: { timesTheirs: 1.5 },
      },
      await memoryRow(browser, benchUrl, temporary),
    ];
    return { rows };
  } finally {
    await browser.close();
  }
}

/** Peak memory growth from decoding eight of the largest photos at once. */
async function memoryRow(browser: Browser, benchUrl: string, temporary: string): Promise<Row> {
  const file = join(temporary, "100-megapixels.jpg");
  const maker = await benchPage(browser, benchUrl);
  const jpeg = await maker.evaluate(
    async (side) => (await window.bench?.largeJpeg(side, side)) ?? "",
    LARGEST_SIDE,
  );
  await writeFile(file, Buffer.from(jpeg, "base64"));
  await maker.context().close();
  const [ours = [], theirs = []] = await alternate(
    (["ours", "browser"] as const).map((who) => () => largestGrowth(benchUrl, file, who)),
    MEMORY_ROUNDS,
  );
  return {
    what: "peak memory for a 100-megapixel JPEG",
    unit: "MB",
    ours,
    other: { name: BROWSER, values: theirs },
  };
}

async function largestGrowth(benchUrl: string, file: string, who: Resizing): Promise<number> {
  const browser = await launch();
  try {
    const page = await benchPage(browser, benchUrl);
    await choose(page, [file]);
    const total = async () => {
      const { page: own, shared, others } = await pageProcess(browser);
      return own + shared + others;
    };
    const before = await total();
    let most = before;
    let isOver = false;
    const running = milliseconds(page, who)().finally(() => {
      isOver = true;
    });
    while (!isOver) {
      most = Math.max(most, await total());
      await new Promise((resolve) => setTimeout(resolve, GLANCE));
    }
    await running;
    return most - before;
  } finally {
    await browser.close();
  }
}

function milliseconds(page: Page, who: Resizing): () => Promise<number> {
  return () =>
    page.evaluate(async (asked) => (await window.bench?.photoMilliseconds(asked)) ?? Number.NaN, who);
}

async function benchPage(browser: Browser, benchUrl: string): Promise<Page> {
  const page = await (await freshContext(browser, benchUrl)).newPage();
  await page.goto("index.html");
  await page.evaluate(() => {
    document.body.innerHTML = '<input type="file" multiple>';
  });
  return page;
}

async function choose(page: Page, files: readonly string[]): Promise<void> {
  await page.locator("input").setInputFiles([...files]);
}

async function someFiles(faces: string): Promise<string[]> {
  const files: string[] = [];
  for (const label of ["female", "male"]) {
    const names = (await readdir(join(faces, label))).sort().slice(0, FACES / 2);
    files.push(...names.map((name) => join(faces, label, name)));
  }
  return files;
}
