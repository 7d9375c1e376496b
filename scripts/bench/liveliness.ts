import type { BrowserContext, Page } from "playwright-core";

/** What the page's main thread did; times in milliseconds since the page was opened. */
export interface Liveliness {
  /** Tasks over 50 ms, from the browser's own observer. */
  readonly longTasks: { start: number; duration: number }[];
  /** Late frames with the scripts that ran in them, which long tasks do not show. */
  readonly lateFrames: { start: number; duration: number; scripts: string[] }[];
  /** From a click to the frame that responds to it. */
  readonly clicks: { start: number; duration: number }[];
}

declare global {
  interface Window {
    liveliness?: Liveliness;
  }
}

/** The fields of `long-animation-frame` entries used here; TypeScript does not declare them yet. */
interface LateFrame extends PerformanceEntry {
  readonly scripts: readonly {
    readonly duration: number;
    readonly invoker: string;
    readonly sourceFunctionName: string;
    readonly sourceURL: string;
    readonly sourceCharPosition: number;
  }[];
}

/** Watches every page of a context from the start. */
export async function watchLiveliness(context: BrowserContext): Promise<void> {
  // Functions in here are anonymous: the compiler would wrap named ones in a helper that the page lacks.
  await context.addInitScript(() => {
    const seen: Liveliness = { longTasks: [], lateFrames: [], clicks: [] };
    window.liveliness = seen;
    new PerformanceObserver((list) => {
      for (const { startTime: start, duration } of list.getEntries())
        seen.longTasks.push({ start, duration });
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as LateFrame[]) {
        seen.lateFrames.push({
          start: frame.startTime,
          duration: frame.duration,
          scripts: frame.scripts.map(
            ({ duration, invoker, sourceFunctionName, sourceURL, sourceCharPosition }) =>
              `${Math.round(duration)} ms ${invoker} ${sourceFunctionName} ${sourceURL.split("/").at(-1)}:${sourceCharPosition}`,
          ),
        });
      }
    }).observe({ type: "long-animation-frame", buffered: true });
    addEventListener(
      "click",
      ({ timeStamp: start }) =>
        requestAnimationFrame(() => {
          // A message comes after the frame, a timer might come before it.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => seen.clicks.push({ start, duration: performance.now() - start });
          port2.postMessage(undefined);
        }),
      { capture: true },
    );
  });
}

/** Everything observed since a moment. @param from milliseconds since the page was opened */
export async function livelinessOf(page: Page, from: number): Promise<Liveliness> {
  const seen = await page.evaluate(() => window.liveliness);
  if (seen === undefined) throw new Error("Nobody watched this page.");
  const later = ({ start }: { start: number }) => start >= from;
  return {
    longTasks: seen.longTasks.filter(later),
    lateFrames: seen.lateFrames.filter(later),
    clicks: seen.clicks.filter(later),
  };
}
