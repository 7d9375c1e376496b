import { cpus, loadavg, totalmem } from "node:os";
import { launch } from "./browser";

/** The machine that the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly chromium: string;
  readonly node: string;
  /** Load average of the minute before: other processes may have slowed things down. */
  readonly load: number;
  /** ISO 8601, UTC. */
  readonly date: string;
}

export async function describeMachine(): Promise<Machine> {
  const browser = await launch();
  const processors = cpus();
  const version = browser.version();
  await browser.close();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memory: Math.round(totalmem() / 2 ** 30),
    chromium: version,
    node: process.version,
    load: Number((loadavg()[0] ?? Number.NaN).toFixed(1)),
    date: new Date().toISOString().slice(0, 16).concat("Z"),
  };
}
