import { expect, it } from "vitest";
import { WorkerPool } from "../../src/engine/page/pool";
import type { EngineThread } from "../../src/engine/page/thread";

const CHUNKS = Array.from({ length: 40 }, (_none, index) => index);
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

it("gives every chunk to one worker, and keeps all workers busy", async () => {
  const pool = new WorkerPool();
  const done = new Map<EngineThread, number[]>();
  let [running, most] = [0, 0];
  await pool.run(CHUNKS, 2, async (thread, chunk) => {
    most = Math.max(most, ++running);
    done.set(thread, [...(done.get(thread) ?? []), chunk]);
    // One chunk in ten takes far longer: the other worker processes the rest meanwhile.
    await pause(chunk % 10 === 0 ? 40 : 1);
    running--;
  });
  expect(done.size).toBe(2);
  expect([...done.values()].flat().sort((a, b) => a - b)).toEqual(CHUNKS);
  for (const chunks of done.values()) expect(chunks.length).toBeGreaterThan(CHUNKS.length / 4);
  // Two chunks per worker: one waits while the other computes. More would only queue.
  expect(most).toBe(4);
});

it("starts no more workers than there are chunks, and stops at the first failure", async () => {
  const pool = new WorkerPool();
  const threads = new Set<EngineThread>();
  await pool.run([1], 4, async (thread) => void threads.add(thread));
  expect(threads.size).toBe(1);

  const tried: number[] = [];
  const failing = pool.run(CHUNKS, 2, async (_thread, chunk) => {
    tried.push(chunk);
    await pause(1);
    if (chunk === 5) throw new Error("This one is bad.");
  });
  await expect(failing).rejects.toThrow("This one is bad.");
  expect(tried.length).toBeLessThan(CHUNKS.length / 2);
});
