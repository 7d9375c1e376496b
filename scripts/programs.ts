import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether this process runs as root, which apt needs and browsers' sandboxes refuse. */
export const isRoot = process.getuid?.() === 0;

/** Every path that a program of one of these names could have on `PATH`; the first name's come first. */
export function placesOnPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The first of `paths` that exists and answers `--version`. Being there is not enough: Ubuntu's
 * `chromium-browser` may only ask for a snap, and a downloaded browser may lack system libraries.
 */
export async function firstThatRuns(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (!existsSync(path)) continue;
    // Browsers for Windows do not know --version: they would open a window.
    if (process.platform === "win32" || (await succeeds(path, ["--version"], { seconds: 30, quiet: true })))
      return path;
  }
  return undefined;
}

/** Whether `installWithApt` may be tried: apt must not be left to ask for a password. */
export function canUseApt(): boolean {
  return isRoot && existsSync("/etc/debian_version");
}

/** Installs Debian packages where that needs no password. Says so on stderr; false where it failed. */
export async function installWithApt(...packages: readonly string[]): Promise<boolean> {
  if (!canUseApt()) return false;
  say(`Trying to install ${packages.join(" ")} through apt.`);
  return (
    (await succeeds("apt-get", ["update"], { seconds: 120 })) &&
    (await succeeds("apt-get", ["install", "-y", ...packages], { seconds: 600 }))
  );
}

/** Runs a program whose output, if any is wanted, goes to stderr, since stdout may be someone's JSON. */
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
      // Without these, apt may stop to ask and Playwright may wait for minutes where there is no network.
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

/** Tells the person at the terminal something, on stderr. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
