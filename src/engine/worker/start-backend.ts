import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { type MathBackendWebGL, version_webgl as webglVersion } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "../../backbone/backend";
import { AppError } from "../../common/error";
import { registerKernels } from "../../kernels/register";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plainWasm,
  "tfjs-backend-wasm-simd.wasm": simdWasm,
  "tfjs-backend-wasm-threaded-simd.wasm": threadedWasm,
});
registerKernels();
// The pool of workers uses all cores; TensorFlow.js's own threads would only compete with them.
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);

/** In the order in which they are tried; TensorFlow.js has webgl once its module is loaded. */
export const BACKENDS: readonly BackendName[] = webglVersion === undefined ? ["wasm"] : ["wasm", "webgl"];

/**
 * Makes `name` the backend of this thread.
 * @throws AppError `no-backend` when it does not start here
 */
export async function startBackend(name: BackendName): Promise<void> {
  if (tf.getBackend() === name) return;
  if (!mayStart(name)) throw noBackend(name);
  const started = await tf.setBackend(name).catch(() => false);
  if (!started) throw noBackend(name);
  await tf.ready();
  // Some phones can only render half floats, which are too coarse for features that must agree with Keras.
  if (name === "webgl" && !tf.env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")) throw noBackend(name);
}

/** Whether it is worth trying to start a backend; this check is free. Some browsers give workers no WebGL. */
export function mayStart(name: BackendName): boolean {
  if (name !== "webgl") return true;
  if (typeof OffscreenCanvas === "undefined") return false;
  try {
    return new OffscreenCanvas(1, 1).getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/**
 * Waits for a computation on WebGL, but rejects if the WebGL context is or gets lost (driver reset, laptop lid,
 * memory): a read-back would then never end.
 * @throws AppError `no-backend`
 */
export async function unlessContextLost<T>(running: Promise<T>): Promise<T> {
  const { gl } = (tf.backend() as MathBackendWebGL).getGPGPUContext();
  // TypeScript’s library for workers lacks it.
  const { canvas } = gl as typeof gl & { readonly canvas: EventTarget };
  // The abandoned computation may fail later, when nothing waits for it any more.
  running.catch(() => undefined);
  if (gl.isContextLost()) throw noBackend("webgl");
  let release = () => {};
  const lost = new Promise<never>((_resolve, reject) => {
    const onLost = () => reject(noBackend("webgl"));
    canvas.addEventListener("webglcontextlost", onLost);
    release = () => canvas.removeEventListener("webglcontextlost", onLost);
  });
  try {
    return await Promise.race([running, lost]);
  } finally {
    release();
  }
}

function noBackend(name: BackendName): AppError {
  const title = name === "webgl" ? "The graphics card (WebGL)" : "WebAssembly";
  return new AppError("no-backend", `${title} cannot be used in this browser.`, {
    next: "Choose another way to compute under Train, Settings, or use a current browser.",
  });
}
