import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Plugin } from "vite";
import { WIDTHS, widthName } from "../src/backbone/architecture";
import {
  type BackboneManifest,
  type BackboneWeights,
  RETIRED_STARTERS,
  type ServedBackbone,
  STARTER_ID,
} from "../src/backbone/weights";
import { defaultSources, findCheckpoint, read, type SourceOptions } from "./backbone-sources";

/** The starter checkpoint, which ships with the project. */
const STARTER = "public/starter/mobilenet_v2_0.35_starter_no_top.h5";

/** Checkpoints of the starters that earlier versions shipped. */
const RETIRED = "scripts/starter/retired";

const FOLDER = "backbone";

interface Vendored {
  readonly manifest: BackboneManifest;
  /** File name → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Puts the backbones next to the page, as float32 with a manifest, so that the page needs no other origin. If ImageNet
 * weights are not available, it says so and continues with the starter backbone. Retired starters are included: the
 * page loads one only for a model that was trained on it.
 */
export function vendorBackbones(sources?: SourceOptions): Plugin {
  let vendored: Promise<Vendored> | undefined;
  let root = process.cwd();
  let warn: (message: string) => void = () => {};
  const once = () => {
    vendored ??= vendor(root, sources ?? defaultSources(root), warn);
    return vendored;
  };

  return {
    name: "twofold:vendor-backbones",
    configResolved(config) {
      root = config.root;
      warn = (message) => config.logger.warn(message);
    },
    async generateBundle() {
      const { manifest, files } = await once();
      this.emitFile({ type: "asset", fileName: `${FOLDER}/manifest.json`, source: JSON.stringify(manifest) });
      for (const [name, source] of files)
        this.emitFile({ type: "asset", fileName: `${FOLDER}/${name}`, source });
    },
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}`, async (request, response, next) => {
        const { manifest, files } = await once();
        const name = (request.url ?? "").replace(/^\//, "").replace(/\?.*$/, "");
        if (name === "manifest.json")
          response.setHeader("content-type", "application/json").end(JSON.stringify(manifest));
        else if (files.has(name)) response.end(files.get(name));
        else next();
      });
    },
  };
}

/**
 * The backbones to put next to the page, from the places in `sources` and the project at `root`.
 * @throws Error if a starter cannot be read, or a retired one does not match its entry
 */
export async function vendor(
  root: string,
  sources: SourceOptions,
  warn: (message: string) => void,
): Promise<Vendored> {
  const backbones: ServedBackbone[] = [];
  const files = new Map<string, Uint8Array>();
  const add = (id: string, weights: BackboneWeights, origin: string) => {
    const bytes = new Uint8Array(weights.values.buffer);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const file = `${id}-${sha256.slice(0, 12)}.bin`;
    files.set(file, bytes);
    backbones.push({ id, width: weights.width, origin, sha256, file });
    return sha256;
  };

  const found = await Promise.all(
    WIDTHS.map(async (width) => ({ id: widthName(width), outcome: await findCheckpoint(width, sources) })),
  );
  for (const { id, outcome } of found) {
    if ("weights" in outcome) add(id, outcome.weights, outcome.origin);
    else warn([`No ImageNet weights of width ${id}:`, ...outcome.reasons].join("\n  "));
  }
  if (backbones.length === 0) {
    warn(
      'The page will use the starter backbone. See "The weights" in README.md for how to get ImageNet\'s.',
    );
  }
  add(
    STARTER_ID,
    await readStarter(join(root, STARTER)),
    "distilled from ImageNet weights on drawings and wallpapers",
  );
  for (const { sha256, origin } of RETIRED_STARTERS) {
    const path = join(root, RETIRED, `${sha256.slice(0, 12)}.h5`);
    if (add(STARTER_ID, await readStarter(path), origin) !== sha256)
      throw new Error(`${path} does not hold the weights of the retired starter ${sha256}.`);
  }
  return { manifest: { backbones }, files };
}

async function readStarter(path: string): Promise<BackboneWeights> {
  const starter = await read(path, 0.35);
  if ("reason" in starter) throw new Error(starter.reason);
  return starter.weights;
}
