import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/**
 * Resident memory of a browser's processes in MB (10⁶ bytes), without the pages of the browser's program, which all
 * of its processes and windows share.
 */
export interface Resident {
  /** The page with its workers, which share one process: the largest of the browser's renderers. */
  readonly page: number;
  /** The process that holds the window, the files that pages made, and the database. */
  readonly browser: number;
}

/** Reads it from Linux's /proc; elsewhere all are NaN. */
export async function residentMemory(browser: Browser): Promise<Resident> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const sizes = async (type: string) =>
      Promise.all(processInfo.filter((each) => each.type === type).map(({ id }) => residentSize(id)));
    return { page: Math.max(...(await sizes("renderer"))), browser: Math.max(...(await sizes("browser"))) };
  } finally {
    await session.detach();
  }
}

async function residentSize(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const sizes = [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)].map(([, size]) => Number(size));
    return (sizes.reduce((sum, size) => sum + size, 0) * 1024) / 1e6;
  } catch {
    return process.platform === "linux" ? 0 : Number.NaN;
  }
}
