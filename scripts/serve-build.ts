import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig, preview } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The production build, served at an address of its own. The caller calls `close`. */
export interface ServedBuild {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Builds the page into a private folder, so that concurrent runs do not collide, and serves it. */
export async function serveBuild(): Promise<ServedBuild> {
  const outDir = await mkdtemp(join(tmpdir(), "twofold-build-"));
  const config: InlineConfig = {
    root: ROOT,
    configLoader: "runner",
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  };
  await build(config);
  const server = await preview({ ...config, preview: { host: "127.0.0.1", port: 0 } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The preview server has no address.");
  return {
    url,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
