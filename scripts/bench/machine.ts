import { cpus, totalmem } from "node:os";
import type { Browser } from "playwright-core";

/** What the figures were measured on: without it they mean nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly chromium: string;
  readonly node: string;
  /** ISO 8601, UTC. */
  readonly date: string;
}

export function describeMachine(browser: Browser): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memory: Math.round(totalmem() / 2 ** 30),
    chromium: browser.version(),
    node: process.version,
    date: new Date().toISOString().slice(0, 16).concat("Z"),
  };
}
