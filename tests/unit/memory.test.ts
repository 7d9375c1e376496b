import { expect, it } from "vitest";
import { free } from "../../src/common/memory";

it("detaches the buffer", () => {
  const values = new Float32Array(1000);
  free(values.buffer);
  expect(values.length).toBe(0);
});
