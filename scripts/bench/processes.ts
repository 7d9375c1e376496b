import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** What a page and its workers, which share one process, take of the machine; memory in MB (10⁶ bytes). */
export interface PageProcess {
  /**
   * What Chromium's task manager calls the memory footprint: all that is the process's own. JavaScript objects of
   * the page and its workers, WebAssembly memories, buffers, encoded pictures, compiled programs.
   */
  readonly page: number;
  /** Shared memory, where Chromium keeps decoded pictures as long as nobody needs the room. */
  readonly shared: number;
  /** All other processes' own: the browser itself with its databases, graphics, network, an empty tab. */
  readonly others: number;
  /** Seconds that the page's main thread computed so far. */
  readonly computed: number;
  /** Seconds that it could have gone on, but no core was free. */
  readonly waited: number;
}

/** That of a browser with one page, from Linux's /proc; elsewhere NaN. */
export async function pageProcess(browser: Browser): Promise<PageProcess> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const processes = await Promise.all(
      processInfo.map(async ({ id, type }) => ({ id, type, ...(await memoryOf(id)) })),
    );
    const renderers = processes.filter(({ type, own }) => type === "renderer" && own > 0);
    const [page] = renderers.sort((a, b) => b.own - a.own);
    if (page === undefined) return UNKNOWN;
    const others = processes.reduce((sum, { own }) => sum + own, -page.own);
    return { page: page.own, shared: page.shared, others, ...(await mainThreadOf(page.id)) };
  } finally {
    await session.detach();
  }
}

const UNKNOWN: PageProcess = {
  page: Number.NaN,
  shared: Number.NaN,
  others: Number.NaN,
  computed: Number.NaN,
  waited: Number.NaN,
};

async function memoryOf(pid: number): Promise<{ own: number; shared: number }> {
  // One that has just ended has no file any more.
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const size = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) * 1024) / 1e6;
  return { own: size("RssAnon") + size("VmSwap"), shared: size("RssShmem") };
}

/** Of a process's first thread, which has its number. */
async function mainThreadOf(pid: number): Promise<{ computed: number; waited: number }> {
  const times = await readFile(`/proc/${pid}/task/${pid}/schedstat`, "utf8").catch(() => "");
  const [computed = Number.NaN, waited = Number.NaN] = times.split(" ").map(Number);
  return { computed: computed / 1e9, waited: waited / 1e9 };
}
