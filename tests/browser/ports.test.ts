import { afterEach, expect, it, vi } from "vitest";
import { readFiles } from "../../src/engine/jobs/read-files";
import { Engine } from "../../src/engine/page/engine";

afterEach(() => vi.unstubAllGlobals());

/** Counts the channels whose local port is still open. */
function watchChannels(): { opened: number; readonly open: Set<MessagePort> } {
  const seen = { opened: 0, open: new Set<MessagePort>() };
  class WatchedChannel extends MessageChannel {
    constructor() {
      super();
      const { port1 } = this;
      const close = port1.close.bind(port1);
      port1.close = () => {
        seen.open.delete(port1);
        close();
      };
      seen.opened++;
      seen.open.add(port1);
    }
  }
  vi.stubGlobal("MessageChannel", WatchedChannel);
  return seen;
}

it("closes the ports of signal and progress after a call", async () => {
  const channels = watchChannels();
  const engine = new Engine(document.baseURI);
  const hooks = { signal: new AbortController().signal, onProgress: () => {} };
  const drawn = await engine.worker.draw(40, 1, hooks);
  const label = "male" as const;
  const { samples } = await readFiles(
    engine,
    drawn.map(({ path, file }) => ({ path, file, label, split: undefined })),
    hooks,
  );
  expect(samples).toHaveLength(40);
  expect(channels.opened).toBeGreaterThanOrEqual(3);
  await vi.waitFor(() => expect(channels.open.size).toBe(0));
});
