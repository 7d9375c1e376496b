/** The interface through which the tests control any of the browsers, whatever its protocol. */
import type { TestId } from "../../../src/app/test-ids";

export type BrowserName = "Chromium" | "Firefox" | "WebKit";

/** How to find an element. Everything given must match; if several elements match, the first counts. */
export interface Target {
  /** A CSS selector. */
  readonly css?: string;
  /** An ARIA role: one of the few that the tests use, see `in-page.ts`. */
  readonly role?: string;
  /** The whole accessible name, or a pattern for it. */
  readonly name?: string | RegExp;
  /** A pattern for the element's text. */
  readonly text?: RegExp;
  readonly testId?: TestId;
  /** Only inside the first element that matches this. */
  readonly within?: Target;
  /** Includes elements that are not drawn, such as hidden file inputs. */
  readonly hidden?: true;
}

/** A file that the page downloaded. */
export interface Downloaded {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One window of one browser with a separate profile. The caller calls `close`. */
export interface BrowserDriver {
  readonly name: BrowserName;
  readonly version: string;
  /** The smallest possible window width in CSS pixels. */
  readonly narrowest: number;
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Calls a function in the page; it must not use anything outside itself. */
  evaluate<A extends readonly unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** The texts of all matching elements, without waiting. */
  texts(target: Target): Promise<readonly string[]>;
  /** Clicks once, as a person would. @throws if there is nothing to click, or something covers it */
  click(target: Target): Promise<void>;
  /** Replaces the text in a field by typing. */
  type(target: Target, text: string): Promise<void>;
  /** Chooses files in a file input. */
  setFiles(target: Target, paths: readonly string[]): Promise<void>;
  /** Calls `act` and waits for the download that it starts. */
  download(act: () => Promise<void>): Promise<Downloaded>;
  /** Changes the width of the viewport, in CSS pixels; never below `narrowest`. */
  resize(width: number): Promise<void>;
  /** Problems in the page since the last call: console errors, exceptions, violations of the CSP. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How a browser is started. */
export interface LaunchOptions {
  /** In a private window, which stores nothing. */
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
