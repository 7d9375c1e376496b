import type { Browser, Page } from "playwright-core";
import type { Width } from "../../src/backbone/architecture";
import { freshContext, launch } from "./driver";
import { alternate, type Row, type Section, type Target } from "./figures";
import type { ContenderName } from "./page/main";
import type { Setting } from "./setting";

/** Named as in the table. The first is ours. */
const CONTENDERS: readonly {
  readonly name: ContenderName;
  readonly title: string;
  readonly target?: Target;
}[] = [
  { name: "ours", title: "Twofold" },
  { name: "layers", title: "tfjs layers model", target: { ratioAtLeast: 2.5 } },
  { name: "onnxRuntime", title: "onnxruntime-web, 1 thread" },
  { name: "litert", title: "LiteRT.js, 1 thread", target: { ratioAtLeast: 1 / 1.05 } },
];

const ROUNDS = 15;
/** Milliseconds that one measurement takes at least, so that a clock of 0.1 ms will do. */
const LEAST_MS = 60;
/** Largest difference of features, as a share of the largest: all must have computed the same. */
const SAME = 1e-3;

/** One pass of the frozen backbone on one thread: ours and others' on the same input by turns. */
export async function forward({ benchUrl }: Setting): Promise<Section> {
  const browser = await launch();
  try {
    const pages = await Promise.all(CONTENDERS.map(() => openPage(browser, benchUrl)));
    const rows: Row[] = [];
    for (const width of [0.35, 1] as const)
      for (const batch of [1, 8]) rows.push(...(await compare(pages, width, batch)));
    return { rows };
  } finally {
    await browser.close();
  }
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await freshContext(browser, url)).newPage();
  await page.goto("index.html");
  return page;
}

async function compare(pages: readonly Page[], width: Width, batch: number): Promise<Row[]> {
  const what = `forward pass, width ${width === 1 ? "1.0" : width}, batch ${batch}, per image`;
  console.error(`  ${what}`);
  const features: number[][] = [];
  for (const [index, { name }] of CONTENDERS.entries())
    features.push(await prepare(pages[index], name, width, batch));
  for (const [index, { title }] of CONTENDERS.entries())
    requireSame(features[0] ?? [], features[index] ?? [], title);
  const passes = await Promise.all(pages.map(() => 1));
  for (const [index, page] of pages.entries()) passes[index] = Math.ceil(LEAST_MS / (await time(page, 3)));
  const values = await alternate(
    pages.map((page, index) => async () => (await time(page, passes[index] ?? 1)) / batch),
    ROUNDS,
  );
  const [ours = []] = values;
  return CONTENDERS.slice(1).map(({ title, target }, index) => ({
    what,
    unit: "ms",
    ours,
    other: { name: title, values: values[index + 1] ?? [] },
    ...(target && { target }),
  }));
}

async function prepare(
  page: Page | undefined,
  name: ContenderName,
  width: Width,
  batch: number,
): Promise<number[]> {
  const features = await page?.evaluate(
    (asked) => window.bench?.prepare(asked.name, asked.width, asked.batch),
    { name, width, batch },
  );
  if (features === undefined) throw new Error(`${name} gave no features.`);
  return features;
}

async function time(page: Page, passes: number): Promise<number> {
  const taken = await page.evaluate((count) => window.bench?.time(count), passes);
  if (taken === undefined) throw new Error("The page has no bench.");
  return taken;
}

function requireSame(expected: readonly number[], actual: readonly number[], title: string): void {
  const largest = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN))));
  if (!(worst < SAME * largest))
    throw new Error(`${title} computes something else: off by ${worst} of ${largest}.`);
}
