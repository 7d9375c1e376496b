import { gzipSync } from "node:zlib";
import type { BrowserContext } from "playwright-core";
import { selector } from "../page-driver/elements";
import { freshContext, launch } from "./browser";
import { alternate, type Row, type Section } from "./figures";
import type { Setting } from "./setting";

const ROUNDS = 7;

const SETTLE_MS = 500;

/** Measurements of a page load. */
interface Start {
  /** Milliseconds from navigation to the first usable frame. */
  readonly usable: number;
  /** KB (10³ bytes) transferred until then. */
  readonly sent: number;
  /** KB of scripts until then, gzipped as a static host sends them; the bench's own server does not compress. */
  readonly scripts: number;
}

declare global {
  interface Window {
    usableAt?: number;
  }
}

/** The element that appears when the page, or Teachable Machine's, is usable. */
const OURS = selector("add-folder");
const THEIRS = '[data-testid="female"]';

/** From navigation to a usable page, with cold and warm cache. */
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
      what: "start: navigation to usable page, cold cache",
      unit: "ms",
      ours: cold.map(({ usable }) => usable),
      other: { name, values: theirs.map(({ usable }) => usable) },
      note: "Measured over loopback: the figures cover bytes and computation, not the network.",
    },
    {
      what: "start: navigation to usable page, warm cache",
      unit: "ms",
      ours: warm.map(({ usable }) => usable),
      other: { name: "Twofold, cold cache", values: cold.map(({ usable }) => usable) },
    },
    {
      what: "start: JavaScript until usable, gzipped",
      unit: "KB",
      ours: cold.map(({ scripts }) => scripts),
      other: { name, values: theirs.map(({ scripts }) => scripts) },
      target: { atMost: 250 },
    },
    {
      what: "start: bytes transferred until usable, warm cache",
      unit: "KB",
      ours: warm.map(({ sent }) => sent),
      other: { name: "Twofold, cold cache", values: cold.map(({ sent }) => sent) },
    },
  ];
}

/** Records when the first frame with `sign` is drawn. */
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
  // Earlier requests may still be in flight.
  await page.waitForTimeout(SETTLE_MS);
  const sizes = await Promise.all(scripts);
  await page.close();
  return {
    usable: usable ?? Number.NaN,
    sent: sent / 1000,
    scripts: sizes.reduce((sum, size) => sum + size, 0) / 1000,
  };
}
