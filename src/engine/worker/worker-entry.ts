// The file that `new Worker` starts. It must contain nothing but this import: WebKit evaluates a worker's first file
// once more when one of its chunks imports it, so no chunk may have a reason to. vite.config.ts puts `worker.ts` and
// all that it imports into a chunk of its own.
import "./worker";
