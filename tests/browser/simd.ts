import * as tf from "@tensorflow/tfjs-core";
import { vi } from "vitest";

let isMissing = false;

/** Restarts the WebAssembly backend as in a browser with or without SIMD, unless it runs like that already. */
export function pretendSimd(isThere: boolean): void {
  if (isThere === !isMissing) return;
  isMissing = !isThere;
  vi.restoreAllMocks();
  if (isMissing) vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  tf.env().set("WASM_HAS_SIMD_SUPPORT", isThere);
  const start = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", start);
}
