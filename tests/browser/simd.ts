import * as tf from "@tensorflow/tfjs-core";
import { vi } from "vitest";
import { BINARIES } from "../../src/kernels/binary";

/** WebAssembly SIMD support of a browser: relaxed, plain, or none. */
export type Simd = "relaxed" | "plain" | "none";

let pretended: Simd = "relaxed";

/** Restarts the WebAssembly backend as in a browser with this SIMD support, unless it already runs like that. */
export function pretendSimd(simd: Simd): void {
  if (simd === pretended) return;
  pretended = simd;
  vi.restoreAllMocks();
  const validate = WebAssembly.validate.bind(WebAssembly);
  const isRelaxed = (bytes: BufferSource) => bytes === BINARIES[0];
  if (simd === "none") vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  if (simd === "plain")
    vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) => !isRelaxed(bytes) && validate(bytes));
  tf.env().set("WASM_HAS_SIMD_SUPPORT", simd !== "none");
  const start = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", start);
}
