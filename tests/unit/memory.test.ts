import { expect, it } from "vitest";
import { free } from "../../src/common/memory";

it("leaves nothing of buffers", () => {
  const [values, others] = [new Float32Array(1000), new Float32Array(10)];
  free(values.buffer, others.buffer);
  expect([values.length, others.length]).toEqual([0, 0]);
});
