import { expect, it } from "vitest";

it.each([
  ["faithful", "faithful"],
  ["one bit of one pixel", "altered-canvas"],
  ["all white", "altered-canvas"],
  ["no context", "no-backend"],
  ["no canvas", "no-backend"],
])("finds out, the first time and after, that a worker's canvas is: %s", async (name, expected) => {
  const worker = new Worker(new URL("./canvas-worker.ts", import.meta.url), { type: "module", name });
  const outcomes = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  });
  worker.terminate();
  expect(outcomes).toEqual([expected, expected]);
});
