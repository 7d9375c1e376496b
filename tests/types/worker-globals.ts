// Checked with the options of src/engine/worker/tsconfig.json: globals of pages must not compile in a worker.

// @ts-expect-error A worker has no window.
window.name = "";

// @ts-expect-error A worker has no document.
document.title = "";

export {};
