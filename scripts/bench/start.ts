import { gzipSync } from "node:zlib";
import type { BrowserContext } from "playwright-core";
import { selector } from "../page-driver/elements";
import { freshContext, launch } from "./browser";
import { alternate, type Row, type Section } from "./figures";
import type { Setting } from "./setting";

const ROUNDS = 7;

const SETTLE_MS = 500;

/** How a page started. */
interface Start {
  /** Milliseconds from the navigation to the frame in which the page can be used. */
  readonly usable: number;
  /** KB (10³ bytes) over the network until then, as they were sent. */
  readonly sent: number;
  /** KB of scripts until then, gzipped as a static host sends them; the bench's own server does not compress. */
  readonly scripts: number;
}

declare global {
  interface Window {
    usableAt?: number;
  }
}

/** What shows that the page, or Teachable Machine's, can be used. */
const OURS = selector("add-folder");
const THEIRS = '[data-testid="female"]';

/** From navigation to a page that can be used: cold and from the browser's cache. */
export async function start({ url, benchUrl }: Setting): Promise<Section> {
  const browser = await launch();
  try {
    const cold: Start[] = [];
    const warm: Start[] = [];
    const theirs: Start[] = [];
    const visit = async (address: string, sign: string, list: Start[], again: Start[]) => {
      const context = await freshContext(browser, address);
      await watchFor(context, sign);
      list.push(await open(context, address));
      again.push(await open(context, address));
      await context.close();
      return 0;
    };
    await alternate(
      [
        () => visit(url, OURS, cold, warm),
        () => visit(new URL("teachable.html", benchUrl).href, THEIRS, theirs, []),
      ],
      ROUNDS,
    );
    return { rows: rowsOf(cold.slice(1), warm.slice(1), theirs.slice(1)) };
  } finally {
    await browser.close();
  }
}

function rowsOf(cold: readonly Start[], warm: readonly Start[], theirs: readonly Start[]): Row[] {
  const name = "a page with Teachable Machine’s library";
  return [
    {
      what: "start: from navigation to a page that can be used, cold",
      unit: "ms",
      ours: cold.map(({ usable }) => usable),
      other: { name, values: theirs.map(({ usable }) => usable) },
      note: "Start is measured over loopback, where only bytes and work count, not the network.",
    },
    {
      what: "start: the same, from the browser’s cache",
      unit: "ms",
      ours: warm.map(({ usable }) => usable),
      other: { name: "Twofold, cold", values: cold.map(({ usable }) => usable) },
    },
    {
      what: "start: JavaScript before the page can be used, gzipped",
      unit: "KB",
      ours: cold.map(({ scripts }) => scripts),
      other: { name, values: theirs.map(({ scripts }) => scripts) },
      target: { atMost: 250 },
    },
    {
      what: "start: all bytes before the page can be used, as sent, from the browser’s cache",
      unit: "KB",
      ours: warm.map(({ sent }) => sent),
      other: { name: "Twofold, cold", values: cold.map(({ sent }) => sent) },
    },
  ];
}

/** Notes the frame in which the sign is there. */
async function watchFor(context: BrowserContext, sign: string): Promise<void> {
  await context.addInitScript((selector) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(selector) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        window.usableAt = performance.now();
      });
    });
    observer.observe(document, { subtree: true, childList: true });
  }, sign);
}

async function open(context: BrowserContext, address: string): Promise<Start> {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  let sent = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    sent += encodedDataLength;
  });
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(address);
  const usable = await (await page.waitForFunction(() => window.usableAt)).jsonValue();
  // What was asked for by then may still be under way.
  await page.waitForTimeout(SETTLE_MS);
  const sizes = await Promise.all(scripts);
  await page.close();
  return {
    usable: usable ?? Number.NaN,
    sent: sent / 1000,
    scripts: sizes.reduce((sum, size) => sum + size, 0) / 1000,
  };
}
