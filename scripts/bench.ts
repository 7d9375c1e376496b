/**
 * `npm run bench`: measures the page's speed against others, on the same photos in the same run. It builds the page,
 * drives it in headless Chromium on WebAssembly, and prints a table. `npm run bench -- --help` lists the options.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serveBenchPage } from "./bench/bench-page";
import { documentWith, type SectionName } from "./bench/document";
import { facesFolder } from "./bench/faces";
import type { Row, Section } from "./bench/figures";
import { forward } from "./bench/forward";
import { head } from "./bench/head";
import { job, keras } from "./bench/job";
import { describeMachine, type Machine } from "./bench/machine";
import { installPeers } from "./bench/peers";
import { photo } from "./bench/photo";
import { pool } from "./bench/pool";
import { resize } from "./bench/resize";
import { scale } from "./bench/scale";
import { offeredBackbones, provideWeights, type Setting } from "./bench/setting";
import { start } from "./bench/start";
import { machineLine, notes, table } from "./bench/table";
import { threshold } from "./bench/threshold";
import { tuning } from "./bench/tuning";
import { webcam } from "./bench/webcam";
import { serveBuild } from "./serve-build";

const HELP = `npm run bench -- [options]

  --only NAME    only this measurement (repeat the option for several): NAMES
  --photos N     for scale: number of 50 KB files (50000)
  --json FILE    writes all measurements there
  --write        writes the results to BENCHMARKS.md, replacing the sections measured
`;

/** Memory is measured from the 2,000th photo on. */
const LEAST_PHOTOS = 2_500;

const BENCHMARKS = fileURLToPath(new URL("../BENCHMARKS.md", import.meta.url));

/** In the order of the table. */
const MEASUREMENTS: Readonly<Record<SectionName, (setting: Setting) => Promise<Section>>> = {
  forward,
  resize,
  pool,
  head,
  job,
  keras,
  tuning,
  photo,
  webcam,
  start,
  threshold,
  scale,
};

const cleanUps: (() => Promise<void>)[] = [];

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const { values: options } = parseArgs({
  options: {
    only: { ...text, multiple: true },
    photos: { ...text, default: "50000" },
    json: text,
    write: flag,
    help: flag,
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const names = Object.keys(MEASUREMENTS) as SectionName[];
  if (options.help) {
    console.error(HELP.replace("NAMES", names.join(", ")));
    return 0;
  }
  const unknown = options.only?.find((name) => !names.includes(name as SectionName));
  if (unknown !== undefined) {
    console.error(`--only ${unknown}: use ${names.join(", ")}.`);
    return 2;
  }
  const photos = Number(options.photos);
  if (!Number.isInteger(photos) || photos < LEAST_PHOTOS) {
    console.error(`--photos ${options.photos}: use a whole number of at least ${LEAST_PHOTOS}.`);
    return 2;
  }
  await installPeers();
  const machine = await describeMachine();
  const temporary = await mkdtemp(join(tmpdir(), "twofold-bench-"));
  cleanUps.push(() => rm(temporary, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  try {
    const chosen = names.filter((name) => options.only?.includes(name) ?? true);
    const { sections, failed } = await measure(chosen, photos, temporary);
    await report(machine, sections);
    return failed ? 1 : 0;
  } finally {
    await cleanUp();
  }
}

/** Deletes temporary files, including gigabytes of photos; also runs when the bench is interrupted. */
async function cleanUp(): Promise<void> {
  await Promise.allSettled(cleanUps.map((each) => each()));
}

/** Runs all measurements; reports failures and continues. */
async function measure(names: readonly SectionName[], photos: number, temporary: string) {
  await provideWeights(temporary);
  const page = await serveBuild();
  cleanUps.push(page.close);
  const bench = await serveBenchPage(temporary);
  cleanUps.push(bench.close);
  const faces = await facesFolder(bench.url, temporary);
  const backbones = await offeredBackbones(page.url);
  const setting = { url: page.url, benchUrl: bench.url, faces, temporary, photos, ...backbones };
  const sections: Partial<Record<SectionName, Section>> = {};
  let failed = false;
  for (const name of names) {
    console.error(name);
    try {
      const section = await MEASUREMENTS[name](setting);
      sections[name] = section;
      console.error(table(section.rows));
    } catch (error) {
      failed = true;
      console.error(`${name} failed:`, error);
    }
  }
  return { sections, failed };
}

async function report(
  machine: Machine,
  sections: Readonly<Partial<Record<SectionName, Section>>>,
): Promise<void> {
  const rows = Object.values(sections).flatMap((section) => section.rows);
  console.log(textOf(machine, rows));
  if (options.json !== undefined) {
    await mkdir(dirname(resolve(options.json)), { recursive: true });
    await writeFile(resolve(options.json), JSON.stringify({ machine, sections }, undefined, 2));
  }
  if (!options.write) return;
  const measured = Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [name, textOf(machine, section.rows)]),
  );
  const before = await readFile(BENCHMARKS, "utf8").catch(() => "");
  await writeFile(BENCHMARKS, documentWith(before, measured));
}

function textOf(machine: Machine, rows: readonly Row[]): string {
  return [table(rows), ...notes(rows), machineLine(machine)].join("\n\n");
}
