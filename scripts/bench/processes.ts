import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Memory of a page with its workers, which share one process, in MB (10⁶ bytes). */
export interface PageMemory {
  /** What Chromium's task manager calls the memory footprint: all that is the process's own. */
  readonly page: number;
  /** Shared memory, where Chromium keeps decoded pictures as long as nobody needs the room. */
  readonly shared: number;
}

/** That of a browser's largest renderer, from Linux's /proc; elsewhere NaN. */
export async function pageMemory(browser: Browser): Promise<PageMemory> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    const sizes = await Promise.all(renderers.map(({ id }) => processMemory(id)));
    const [largest] = sizes.filter(({ page }) => page > 0).sort((a, b) => b.page - a.page);
    return largest ?? { page: Number.NaN, shared: Number.NaN };
  } finally {
    await session.detach();
  }
}

async function processMemory(pid: number): Promise<PageMemory> {
  // One that has just ended has no file any more.
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const size = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { page: size("RssAnon") + size("VmSwap"), shared: size("RssShmem") };
}
