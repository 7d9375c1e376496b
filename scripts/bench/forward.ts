import type { Page } from "playwright-core";
import { type Width, widthName } from "../../src/backbone/architecture";
import { launch } from "./browser";
import { alternate, type Row, type Section, type Target } from "./figures";
import { openContender, prepare, timePasses } from "./forward-pass";
import type { ContenderName } from "./page/main";
import type { Setting } from "./setting";

/** The contenders, with their names in the table. */
const CONTENDERS: readonly {
  readonly name: ContenderName;
  readonly title: string;
  readonly target?: Target;
}[] = [
  { name: "ours", title: "Twofold" },
  { name: "layers", title: "tfjs layers model", target: { timesBetter: 2.5 } },
  { name: "onnxRuntime", title: "onnxruntime-web, 1 thread" },
  { name: "litert", title: "LiteRT.js, 1 thread", target: { timesTheirs: 1.05 } },
];

const ROUNDS = 15;
/** Minimum duration of one measurement in milliseconds, given a clock resolution of 0.1 ms. */
const LEAST_MS = 60;
/** Largest relative difference of features: all contenders must compute the same. */
const SAME = 1e-3;

/** One pass of the frozen backbone on one thread: ours and others', alternating on the same input. */
export async function forward({ benchUrl }: Setting): Promise<Section> {
  const browser = await launch();
  try {
    const pages = new Map<ContenderName, Page>();
    for (const { name } of CONTENDERS) pages.set(name, await openContender(browser, benchUrl));
    const rows: Row[] = [];
    for (const width of [0.35, 1] as const)
      for (const batch of [1, 8]) rows.push(...(await compare(pages, width, batch)));
    return { rows };
  } finally {
    await browser.close();
  }
}

async function compare(pages: ReadonlyMap<ContenderName, Page>, width: Width, batch: number): Promise<Row[]> {
  const what = `forward pass, width ${widthName(width)}, batch ${batch}, per image`;
  console.error(`  ${what}`);
  let expected: readonly number[] | undefined;
  const measures: (() => Promise<number>)[] = [];
  for (const [name, page] of pages) {
    const features = await prepare(page, name, width, batch);
    expected ??= features;
    requireSame(expected, features, name);
    const passes = Math.ceil(LEAST_MS / (await timePasses(page, 3)));
    measures.push(async () => (await timePasses(page, passes)) / batch);
  }
  const [ours = [], ...others] = await alternate(measures, ROUNDS);
  return CONTENDERS.slice(1).map(({ title, target }, index) => ({
    what,
    unit: "ms",
    ours,
    other: { name: title, values: others[index] ?? [] },
    ...(target && { target }),
  }));
}

function requireSame(expected: readonly number[], actual: readonly number[], name: string): void {
  const largest = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN))));
  if (!(worst < SAME * largest))
    throw new Error(`${name} computes different features: off by ${worst} of ${largest}.`);
}
