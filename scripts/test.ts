/**
 * `npm test`: format and lint, type check, unit, browser and end-to-end tests, and tests in three browsers; all run
 * even if one fails. The last line is `N passed, N failed`. `-- --only unit --only e2e` runs some of the steps,
 * `-- camera` only the tests whose path contains "camera".
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { OUTCOME_FILE, type Outcome } from "../tests/reporters/outcome";
import { findChromium } from "./chromium";
import { FIREFOX_ADVICE, findOrInstallFirefox } from "./firefox";
import { findOrInstallWebKit, WEBKIT_ADVICE } from "./webkit";

interface Step {
  readonly name: string;
  readonly title: string;
  /** A Node program in `node_modules` and its arguments. */
  readonly command: readonly [program: string, ...args: string[]];
  /** A test runner counts its tests; any other program counts as one test. */
  readonly runsTests: boolean;
}

const { values, positionals: filters } = parseArgs({
  options: { only: { type: "string", multiple: true } },
  allowPositionals: true,
});

// Only with a filter may a step have no tests.
const filtered = (flag: string) => (filters.length > 0 ? [...filters, flag] : []);
const vitest = (project: string): Step["command"] => [
  "vitest/vitest.mjs",
  "run",
  // The default loader warns about imports without file extensions, which the whole project uses.
  "--configLoader=runner",
  `--project=${project}`,
  "--reporter=default",
  "--reporter=./tests/reporters/vitest.ts",
  ...filtered("--passWithNoTests"),
];
const STEPS: readonly Step[] = [
  {
    name: "lint",
    title: "Format and lint",
    command: ["@biomejs/biome/bin/biome", "check", "."],
    runsTests: false,
  },
  { name: "types", title: "Type check", command: ["typescript/bin/tsc", "-b"], runsTests: false },
  { name: "unit", title: "Unit tests", command: vitest("unit"), runsTests: true },
  { name: "browser", title: "Browser tests", command: vitest("browser"), runsTests: true },
  {
    name: "e2e",
    title: "End-to-end tests",
    command: [
      "@playwright/test/cli.js",
      "test",
      "--reporter=list,./tests/reporters/playwright.ts",
      ...filtered("--pass-with-no-tests"),
    ],
    runsTests: true,
  },
  {
    name: "browsers",
    title: "Tests in Chromium, Firefox and WebKit",
    command: vitest("browsers"),
    runsTests: true,
  },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "twofold-test-"));

process.exitCode = await main().finally(() => rmSync(temporary, { recursive: true, force: true }));

async function main(): Promise<number> {
  const unknown = values.only?.find((name) => STEPS.every((step) => step.name !== name));
  if (unknown) {
    console.error(`--only ${unknown}: there are ${STEPS.map(({ name }) => name).join(", ")}.`);
    return 2;
  }
  const steps = STEPS.filter(({ name }) => values.only?.includes(name) ?? true);

  let chromium: string | undefined;
  if (steps.some(({ runsTests }) => runsTests)) {
    heading("Chromium");
    chromium = await findChromium().catch((error: unknown) => {
      console.log(error instanceof Error ? error.message : error);
      return undefined;
    });
    if (chromium) console.log(chromium);
  }
  if (steps.some(({ name }) => name === "browsers")) {
    heading("Firefox and WebKit");
    console.log((await findOrInstallFirefox()) ?? FIREFOX_ADVICE);
    console.log((await findOrInstallWebKit())?.browser ?? WEBKIT_ADVICE);
  }

  const outcomes: Outcome[] = [];
  for (const step of steps) {
    heading(step.title);
    const started = performance.now();
    // Vitest's configuration names the browser, so even unit tests need one.
    const outcome =
      step.runsTests && !chromium ? crashed("There is no Chromium.") : await run(step, chromium);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${step.title}: ${outcome.failed === 0 ? "passed" : `${outcome.failed} failed`} (${seconds} s)`,
    );
    outcomes.push(outcome);
  }
  return report(outcomes);
}

async function run(step: Step, chromium: string | undefined): Promise<Outcome> {
  const file = join(temporary, `${step.name}.json`);
  const [program, ...args] = step.command;
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", program), ...args], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, [OUTCOME_FILE]: file, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
    });
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  if (!step.runsTests) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  if (!existsSync(file)) return crashed("It ended without a result.");
  const outcome: Outcome = JSON.parse(readFileSync(file, "utf8"));
  // A runner may fail for other reasons than its tests, such as a time limit.
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

function crashed(reason: string): Outcome {
  console.log(reason);
  return { passed: 0, failed: 1, skipped: [] };
}

function report(outcomes: readonly Outcome[]): number {
  const sum = (count: "passed" | "failed") => outcomes.reduce((total, outcome) => total + outcome[count], 0);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  heading("Result");
  for (const line of skipped) console.log(`  skipped ${line}`);
  if (skipped.length > 0) console.log(`${skipped.length} skipped`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}

function heading(title: string): void {
  console.log(`\n== ${title}`);
}
