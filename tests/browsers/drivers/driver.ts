/** What a browser is asked to do in the tests that run in several browsers, whatever protocol it takes. */
import type { TestId } from "../../../src/app/test-ids";

export type BrowserName = "Chromium" | "Firefox" | "WebKit";

/** How to find an element. All that is given must hold; of several elements, the first is meant. */
export interface Target {
  /** A CSS selector. */
  readonly css?: string;
  /** An ARIA role; the few that the tests use, see `in-page.ts`. */
  readonly role?: string;
  /** The accessible name: the whole of it, or a pattern. */
  readonly name?: string | RegExp;
  /** A pattern that the element's text has. */
  readonly text?: RegExp;
  readonly testId?: TestId;
  /** Only inside of the first element that is found by this. */
  readonly within?: Target;
  /** Also elements that are not drawn, such as hidden file inputs. */
  readonly hidden?: true;
}

/** A file that the page handed to the browser's downloads. */
export interface Downloaded {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One window of one browser with a profile of its own. Whoever gets it calls `close`. */
export interface BrowserDriver {
  readonly name: BrowserName;
  readonly version: string;
  /** The narrowest window in CSS pixels. */
  readonly narrowest: number;
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Calls a function in the page; it must not use anything from outside of itself. */
  evaluate<A extends readonly unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** The texts of all elements that are named, without waiting. */
  texts(target: Target): Promise<readonly string[]>;
  /** Clicks as a person would, once. @throws where there is nothing to click, or something lies over it */
  click(target: Target): Promise<void>;
  /** Types in place of what is in a field. */
  type(target: Target, text: string): Promise<void>;
  /** Chooses files in a file input. */
  setFiles(target: Target, paths: readonly string[]): Promise<void>;
  /** Does something and waits for the file that the page hands to the browser's downloads. */
  download(act: () => Promise<void>): Promise<Downloaded>;
  /** Changes the width of what the page sees, in CSS pixels; never below `narrowest`. */
  resize(width: number): Promise<void>;
  /** What went wrong in the page since this was last asked: console errors, exceptions, what the CSP forbade. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How a browser is started. */
export interface LaunchOptions {
  /** In a private window, which keeps nothing. */
  readonly isPrivate?: boolean;
}

/** A browser that is on this machine. */
export interface InstalledBrowser {
  readonly name: BrowserName;
  launch(options?: LaunchOptions): Promise<BrowserDriver>;
}

/** The height of the windows in CSS pixels. */
export const HEIGHT = 800;
/** The width of the windows in CSS pixels, unless changed. */
export const WIDTH = 1280;
