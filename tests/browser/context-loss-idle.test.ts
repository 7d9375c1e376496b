import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { effectiveBackend, extract } from "../../src/engine/worker/runtime";
import { picture } from "./pictures";
import { starterBackbone } from "./starter";

// Separate from context-loss.test.ts, because a thread that lost WebGL once does not return to it.
it("detects a context that was lost while idle", async () => {
  const starter = await starterBackbone();
  const extraction = { backbone: starter, preprocessing: "keras", backend: "webgl", batch: 8 } as const;
  const before = await extract([await picture(0)], extraction);
  const { gl } = (tf.backend() as MathBackendWebGL).getGPGPUContext();
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  await new Promise((resolve) => setTimeout(resolve, 100));

  const after = await extract([await picture(0)], extraction);
  expect(effectiveBackend("webgl")).toBe("wasm");
  const largest = before.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [index, value] of before.entries()) {
    expect(Math.abs((after[index] ?? Number.NaN) - value) / largest).toBeLessThan(1e-4);
  }
});
