import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of packages that only the bench needs. */
export const PEERS = fileURLToPath(new URL("../../tests/bench", import.meta.url));

/** Installs them once; a normal `npm install` does not include them. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(PEERS, "node_modules", ".package-lock.json"))) return;
  console.error("Installing what only the bench needs (tests/bench)");
  const code = await new Promise((resolve, reject) => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    // Its messages go to stderr, because stdout is for the table.
    const stdio = ["ignore", process.stderr, process.stderr] as const;
    const child = spawn(npm, ["ci", "--no-audit", "--no-fund"], { cwd: PEERS, stdio: [...stdio] });
    child.on("error", reject);
    child.on("exit", resolve);
  });
  if (code !== 0) throw new Error(`npm ci in ${PEERS} ended with ${code}.`);
}
