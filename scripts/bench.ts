/**
 * `npm run bench`: how fast the page is, beside others on the same photos in the same run. It builds the page, drives
 * it in headless Chromium on WebAssembly, and prints a table. `npm run bench -- --help` says how.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serveBenchPage } from "./bench/bench-page";
import { launch } from "./bench/driver";
import { facesFolder } from "./bench/faces";
import type { Row, Section } from "./bench/figures";
import { forward } from "./bench/forward";
import { head } from "./bench/head";
import { job, keras } from "./bench/job";
import { describeMachine, type Machine } from "./bench/machine";
import { installPeers } from "./bench/peers";
import { photo } from "./bench/photo";
import { pool } from "./bench/pool";
import { scale } from "./bench/scale";
import { offeredBackbones, provideWeights, type Setting } from "./bench/setting";
import { start } from "./bench/start";
import { machineLine, notes, table } from "./bench/table";
import { webcam } from "./bench/webcam";
import { serveBuild } from "./serve-build";

const HELP = `npm run bench -- [options]

  --only NAME    only these measurements (may be given several times): NAMES
  --photos N     of scale: so many files of 50 KB (50000)
  --json FILE    writes all measurements there
  --write        writes the table to BENCHMARKS.md
`;

const BENCHMARKS = fileURLToPath(new URL("../BENCHMARKS.md", import.meta.url));

/** In the order of the table. */
const MEASUREMENTS: Readonly<Record<string, (setting: Setting) => Promise<Section>>> = {
  forward,
  pool,
  head,
  job,
  keras,
  photo,
  webcam,
  start,
  scale,
};

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
  const names = Object.keys(MEASUREMENTS);
  if (options.help) {
    console.error(HELP.replace("NAMES", names.join(", ")));
    return 0;
  }
  const unknown = options.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`--only ${unknown}: there are ${names.join(", ")}.`);
    return 2;
  }
  await installPeers();
  const temporary = await mkdtemp(join(tmpdir(), "twofold-bench-"));
  try {
    await measure(
      names.filter((name) => options.only?.includes(name) ?? true),
      temporary,
    );
    return 0;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function measure(names: readonly string[], temporary: string): Promise<void> {
  await provideWeights(temporary);
  const [page, bench] = [await serveBuild(), await serveBenchPage(temporary)];
  try {
    const setting: Setting = {
      url: page.url,
      benchUrl: bench.url,
      faces: await facesFolder(bench.url, temporary),
      temporary,
      photos: Number(options.photos),
      ...(await offeredBackbones(page.url)),
    };
    const sections: Record<string, Section> = {};
    for (const name of names) {
      console.error(name);
      const section = await MEASUREMENTS[name]?.(setting);
      if (section !== undefined) sections[name] = section;
    }
    await report(sections);
  } finally {
    await Promise.all([page.close(), bench.close()]);
  }
}

async function report(sections: Readonly<Record<string, Section>>): Promise<void> {
  const browser = await launch();
  const machine = describeMachine(browser);
  await browser.close();
  const rows = Object.values(sections).flatMap((section) => section.rows);
  console.log([machineLine(machine), table(rows), ...notes(rows)].join("\n\n"));
  if (options.json !== undefined) {
    await mkdir(dirname(resolve(options.json)), { recursive: true });
    await writeFile(resolve(options.json), JSON.stringify({ machine, sections }, undefined, 2));
  }
  if (options.write) await writeFile(BENCHMARKS, document(machine, rows));
}

function document(machine: Machine, rows: readonly Row[]): string {
  return [
    "# Benchmarks",
    "Written by `npm run bench -- --write`. Medians, with the least and the most in brackets; each row's two sides were measured by turns, after a warm-up.",
    machineLine(machine),
    table(rows),
    ...notes(rows),
    "",
  ].join("\n\n");
}
