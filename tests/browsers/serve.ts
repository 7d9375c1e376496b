import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { serveBuild } from "../../scripts/serve-build";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the production build is served. */
    readonly pageAddress: string;
  }
}

/** Builds the page once and serves it to all tests of this folder, with the same backbones as the end-to-end tests. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const backbones = fileURLToPath(new URL("../../../shared/backbone", import.meta.url));
  if (existsSync(backbones)) process.env.BACKBONE_DIR = backbones;
  // A port that Node refuses to connect to, so that no test depends on what can be downloaded today.
  process.env.BACKBONE_URL = "http://127.0.0.1:9/";
  // Vitest sets "test", which would build React for development.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  const served = await serveBuild().finally(() => {
    process.env.NODE_ENV = NODE_ENV;
  });
  project.provide("pageAddress", served.url);
  return served.close;
}
