import { describe, expect, it } from "vitest";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import { AppError } from "../../src/common/error";
import { Engine } from "../../src/engine/page/engine";
import { EngineThread } from "../../src/engine/page/thread";
import { registerTransferHandlers } from "../../src/engine/protocol/transfer";
import { damaged } from "../damage";
import { savedModels } from "../saved-models";
import { fixture } from "./files";

const COPIES = 200;
/** Longer than a busy machine takes for an intact file, in ms. */
const HANGING = 15_000;

registerTransferHandlers();
const checkpoint = new Uint8Array(await fixture("free/backbone_0.35_random.h5"));
const weights = await checkpointFromBytes(checkpoint, "random");
const saved = await savedModels(weights, await fixture("free/keras_functional_random.h5"), checkpoint.buffer);

const engine = new Engine(new URL("/", location.href).href);

// Node tests check the result for each copy, and memory; this one checks that a worker survives.
describe.each(saved)(`${COPIES} damaged copies of $name`, ({ name, file }) => {
  it("leave the worker alive and able to open the intact file", async () => {
    let worker = new WatchedWorker(name);
    const original = new Uint8Array(await file.arrayBuffer());
    const kind = await worker.open(original);
    expect(["model", "backbone"]).toContain(kind);
    for (const { what, bytes } of damaged(original, COPIES, 2)) {
      const outcome = await worker.open(bytes);
      if (outcome === "hangs") {
        // The page would have terminated that worker and informed the user.
        const opening = engine.openFile(new Blob([bytes]), name, new AbortController().signal);
        await expect(opening, what).rejects.toThrow(/timed out/);
        worker = new WatchedWorker(name);
        continue;
      }
      if (typeof outcome !== "string") expect(outcome, what).toBeInstanceOf(AppError);
      expect(worker.thread.alive, what).toBe(true);
    }
    expect(await worker.open(original)).toBe(kind);
    worker.thread.end();
  });
});

class WatchedWorker {
  readonly thread = new EngineThread();

  constructor(readonly name: string) {}

  /** The kind of the file, the error, or no response; then the worker is terminated. */
  async open(bytes: BlobPart): Promise<unknown> {
    const opening = this.thread.worker.openFile(new Blob([bytes]), this.name).then(
      ({ kind }) => kind,
      (error: unknown) => error,
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hanging = new Promise<"hangs">((resolve) => {
      timer = setTimeout(() => resolve("hangs"), HANGING);
    });
    const outcome = await Promise.race([opening, hanging]);
    clearTimeout(timer);
    if (outcome === "hangs") this.thread.end();
    return outcome;
  }
}
