import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { effectiveBackend, extract, measureBackends, tensorCount } from "../../src/engine/worker/runtime";
import { picture } from "./pictures";
import { starterBackbone } from "./starter";

it("falls back to WebAssembly when the WebGL context is lost", async () => {
  const starter = await starterBackbone();
  const extraction = { backbone: starter, preprocessing: "keras", backend: "webgl", batch: 4 } as const;
  const one = async () => extract([await picture(0)], extraction);

  const speeds = await measureBackends(starter);
  // In software, one convolution on WebGL takes longer than a whole photo on WebAssembly.
  expect(speeds.map(({ backend }) => backend)).toEqual(["wasm"]);

  const before = await one();
  const tensors = tensorCount();
  await one();
  const three = [await picture(0), await picture(1), await picture(2)];
  const together = await extract(three, extraction);
  expect(together, "a batch that is filled up gives as many answers as there are pictures").toHaveLength(
    3 * FEATURE_COUNT,
  );
  expect(closest(together.subarray(0, FEATURE_COUNT), before)).toBeLessThan(1e-5);
  expect(tensorCount(), "no tensor stays behind between batches").toBe(tensors);
  expect(effectiveBackend("webgl")).toBe("webgl");

  const running = extract([await picture(0)], extraction);
  const { gl } = (tf.backend() as MathBackendWebGL).getGPGPUContext();
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  const during = await running;
  const after = await one();
  expect(effectiveBackend("webgl")).toBe("wasm");
  expect(closest(during, before)).toBeLessThan(1e-4);
  expect(closest(after, before)).toBeLessThan(1e-4);
});

/** The largest difference, relative to the largest feature. */
function closest(some: Float32Array, others: Float32Array): number {
  const largest = others.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    others.reduce((most, value, index) => Math.max(most, Math.abs((some[index] ?? Number.NaN) - value)), 0) /
    largest
  );
}
