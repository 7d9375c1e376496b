/**
 * `npm run test:interop`: checks the files that the page writes and reads against Keras itself. Needs a Python with
 * TensorFlow and Pillow, `python3` or the one that `PYTHON` names; otherwise nothing is checked. The last line is
 * `N passed, N failed`.
 * `-- split figures` runs only the checks whose name contains one of these.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKS, type Check } from "../tests/interop/checks";
import { whatPythonLacks } from "../tests/interop/programs";

const temporary = mkdtempSync(join(tmpdir(), "twofold-interop-"));
process.exitCode = await main().finally(() => rmSync(temporary, { recursive: true, force: true }));

async function main(): Promise<number> {
  const lacking = await whatPythonLacks();
  if (lacking !== undefined) {
    console.log(
      `Skipped: Python cannot load TensorFlow and Pillow (${lacking}). PYTHON names another Python.`,
    );
    return 0;
  }
  const filters = process.argv.slice(2);
  const chosen = CHECKS.filter(
    ({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
  );
  let [passed, failed] = [0, 0];
  for (const [index, check] of chosen.entries()) {
    const outcome = await runCheck(check, join(temporary, String(index)));
    if (outcome === "passed") passed++;
    if (outcome === "failed") failed++;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runCheck(
  { name, needs, run }: Check,
  folder: string,
): Promise<"passed" | "failed" | "skipped"> {
  if (needs !== undefined && !existsSync(needs)) {
    console.log(`skipped ${name}: ${needs} is not on this machine`);
    return "skipped";
  }
  mkdirSync(folder);
  const started = performance.now();
  const seconds = () => `(${((performance.now() - started) / 1000).toFixed(0)} s)`;
  try {
    await run(folder);
    console.log(`passed ${name} ${seconds()}`);
    return "passed";
  } catch (error) {
    console.log(`failed ${name} ${seconds()}\n  ${error instanceof Error ? error.message : error}`);
    return "failed";
  }
}
