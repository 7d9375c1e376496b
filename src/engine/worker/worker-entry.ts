// The file that `new Worker` starts. It must contain nothing but this import: WebKit evaluates a worker's entry file a
// second time if one of its chunks imports it, so no chunk may need to. vite.config.ts puts `worker.ts` and its imports
// into a separate chunk.
import "./worker";
