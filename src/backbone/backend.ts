/** A TensorFlow.js backend, by TensorFlow.js's own name. */
export type BackendName = "webgl" | "wasm";

/** How fast one backend ran this page's forward pass. */
export interface BackendSpeed {
  readonly backend: BackendName;
  readonly millisecondsPerPhoto: number;
  /** Photos in one forward pass at this speed. */
  readonly batch: number;
}
