import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { canUseApt, firstThatRuns, installWithApt, isRoot, placesOnPath, say, succeeds } from "./programs";

/** Arguments of every Chromium: it only opens our page and contacts no other host. */
export const CHROMIUM_FLAGS: readonly string[] = [
  // As root, and in most CI containers, the sandbox cannot start and Chromium would exit.
  ...(isRoot || process.env.CI ? ["--no-sandbox"] : []),
  // The page is served over plain loopback HTTP; QUIC is useless there.
  "--disable-quic",
  // No welcome page.
  "--no-first-run",
  // The browser's background requests: they slow down offline machines and disturb measurements.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** WebGL on the CPU, for machines without a GPU: Chromium no longer enables it by default. */
export const SOFTWARE_WEBGL_FLAGS: readonly string[] = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/**
 * A camera that shows a moving test picture. Playwright's `permissions` control access to it:
 * `--use-fake-ui-for-media-stream` would always grant it, so no test could see a denial.
 */
export const FAKE_CAMERA_FLAGS: readonly string[] = ["--use-fake-device-for-media-stream"];

/**
 * The path of a Chromium or Chrome that runs: the one named by `CHROMIUM_PATH` or `CHROME_PATH`, the
 * machine's, Playwright's, or a newly installed one. Throws an error that says what to install.
 */
export async function findChromium(): Promise<string> {
  const named = [process.env.CHROMIUM_PATH, process.env.CHROME_PATH].find((path) => path && existsSync(path));
  if (named) return named;
  const found =
    (await firstThatRuns([...machinePlaces(), chromium.executablePath()])) ??
    (await installWithPlaywright()) ??
    (await installFromApt());
  if (found) return found;
  throw new Error(
    "No Chromium or Chrome was found, and none could be installed. Install Chromium or Chrome, or run " +
      "`npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to the program. Then try again.",
  );
}

function machinePlaces(): string[] {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  const onPath = placesOnPath(names);
  switch (process.platform) {
    case "darwin":
      return [
        ...onPath,
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      ];
    case "win32":
      return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].flatMap(
        (folder) =>
          folder
            ? [
                join(folder, "Google/Chrome/Application/chrome.exe"),
                join(folder, "Chromium/Application/chrome.exe"),
              ]
            : [],
      );
    default:
      return onPath;
  }
}

async function installWithPlaywright(): Promise<string | undefined> {
  say("No Chromium or Chrome here: trying to install one through Playwright.");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  // Unlike npx, this is the process that the timeout kills.
  const playwright = (...args: string[]) => succeeds(process.execPath, [cli, ...args], { seconds: 300 });
  if (!(await playwright("install", "--no-shell", "chromium"))) return undefined;
  const installed = [chromium.executablePath()];
  const found = await firstThatRuns(installed);
  if (found || !canUseApt()) return found;
  return (await playwright("install-deps", "chromium")) ? firstThatRuns(installed) : undefined;
}

async function installFromApt(): Promise<string | undefined> {
  return (await installWithApt("chromium")) ? firstThatRuns(machinePlaces()) : undefined;
}
