import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether this process runs as root, which apt requires and browsers' sandboxes reject. */
export const isRoot = process.getuid?.() === 0;

/** Every possible path on `PATH` of programs with these names; the first name's come first. */
export function placesOnPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The first of `paths` that exists and responds to `--version`. Existence is not enough: Ubuntu's `chromium-browser`
 * may only ask for a snap, and a downloaded browser may lack system libraries.
 */
export async function firstThatRuns(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (!existsSync(path)) continue;
    // On Windows, browsers ignore --version and would open a window.
    if (process.platform === "win32" || (await succeeds(path, ["--version"], { seconds: 30, quiet: true })))
      return path;
  }
  return undefined;
}

/** Whether `installWithApt` may be tried: apt must not ask for a password. */
export function canUseApt(): boolean {
  return isRoot && existsSync("/etc/debian_version");
}

/** Installs Debian packages if that needs no password, with a message on stderr. @returns false if it failed */
export async function installWithApt(...packages: readonly string[]): Promise<boolean> {
  if (!canUseApt()) return false;
  say(`Trying to install ${packages.join(" ")} through apt.`);
  return (
    (await succeeds("apt-get", ["update"], { seconds: 120 })) &&
    (await succeeds("apt-get", ["install", "-y", ...packages], { seconds: 600 }))
  );
}

/** Runs a program with its output, if wanted, on stderr, because stdout may carry JSON. */
export function succeeds(
  command: string,
  args: readonly string[],
  { seconds, quiet = false }: { seconds: number; quiet?: boolean },
): Promise<boolean> {
  return new Promise((resolve) => {
    const output = quiet ? "ignore" : process.stderr;
    const child = spawn(command, args, {
      stdio: ["ignore", output, output],
      timeout: seconds * 1000,
      // Without these, apt may prompt and Playwright may wait for minutes without a network.
      env: {
        ...process.env,
        DEBIAN_FRONTEND: "noninteractive",
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000",
      },
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

/** Prints a message on stderr. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
