import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Resources used by a page and its workers, which share one process; memory in MB (10⁶ bytes). */
export interface PageProcess {
  /**
   * The memory footprint in Chromium's task manager, that is, the process's private memory: JavaScript objects of the
   * page and its workers, WebAssembly memories, buffers, encoded pictures, compiled code.
   */
  readonly page: number;
  /** Shared memory, in which Chromium caches decoded pictures until memory is needed. */
  readonly shared: number;
  /** Private memory of all other processes: the browser with its databases, graphics, network, an empty tab. */
  readonly others: number;
  /** Seconds that the page's main thread has computed so far. */
  readonly computed: number;
  /** Seconds that it was ready but no core was free. */
  readonly waited: number;
}

/** Resources of a browser with one page, from Linux's /proc; NaN on other systems. */
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
  // A process that has just ended has no file.
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const size = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) * 1024) / 1e6;
  return { own: size("RssAnon") + size("VmSwap"), shared: size("RssShmem") };
}

/** For a process's main thread, which has the process's id. */
async function mainThreadOf(pid: number): Promise<{ computed: number; waited: number }> {
  const times = await readFile(`/proc/${pid}/task/${pid}/schedstat`, "utf8").catch(() => "");
  const [computed = Number.NaN, waited = Number.NaN] = times.split(" ").map(Number);
  return { computed: computed / 1e9, waited: waited / 1e9 };
}
