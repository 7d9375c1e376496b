import { expect, it } from "vitest";

it("throws when evaluated a second time in the same worker", async () => {
  const worker = new Worker(new URL("./twice-worker.ts", import.meta.url), { type: "module" });
  const outcome = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
  });
  worker.terminate();
  expect(outcome).toEqual({ code: "internal", message: expect.stringContaining("loaded twice") });
});
