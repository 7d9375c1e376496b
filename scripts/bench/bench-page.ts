import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig, type Plugin, preview } from "vite";
import { parameterCount, type Width } from "../../src/backbone/architecture";
import type { BackboneWeights } from "../../src/backbone/weights";
import { calibrated } from "../../src/models/decision";
import { tfjsZip } from "../../src/models/formats/tfjs-zip";
import { aModel } from "../../tests/a-model";
import { unzip } from "../../tests/zips";
import { read } from "../backbone-sources";
import { compileKernels } from "../compile-kernels";
import type { ServedBuild } from "../serve-build";
import { PEERS } from "./peers";
import { shared } from "./setting";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STARTER = join(ROOT, "public/starter/mobilenet_v2_0.35_starter_no_top.h5");

/** Name → script. Their HTML is generated, because Vite would scan HTML files whenever it serves the project. */
const PAGES = {
  index: join(import.meta.dirname, "page/main.ts"),
  teachable: join(import.meta.dirname, "page/teachable.ts"),
};

/** Other files that pages load: folder in the URL → source path. */
const LIBRARIES: Readonly<Record<string, string>> = {
  "tfjs-wasm": join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/dist"),
  "onnx-wasm": join(PEERS, "node_modules/onnxruntime-web/dist"),
  "litert-wasm": join(PEERS, "node_modules/@litertjs/core/wasm"),
};

const TEACHABLE = [
  "@tensorflow/tfjs/dist/tf.min.js",
  "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
  "@teachablemachine/image/dist/teachablemachine-image.min.js",
];

/**
 * The pages that compare the project's modules with others. They are built like the product, into a temporary folder,
 * together with the models that they load.
 */
export async function serveBenchPage(temporary: string): Promise<ServedBuild> {
  const outDir = join(temporary, "bench-page");
  const config: InlineConfig = {
    root: fileURLToPath(new URL("page", import.meta.url)),
    configFile: false,
    base: "./",
    logLevel: "error",
    plugins: [compileKernels(), resolvePeers()],
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      rollupOptions: { input: PAGES, output: { entryFileNames: "[name].js" } },
    },
  };
  await build(config);
  for (const name of Object.keys(PAGES)) await writeFile(join(outDir, `${name}.html`), html(name));
  for (const [name, folder] of Object.entries(LIBRARIES))
    await symlink(folder, join(outDir, name), "junction");
  for (const file of TEACHABLE) {
    const target = join(outDir, "teachable", file.slice(file.lastIndexOf("/") + 1));
    await mkdir(dirname(target), { recursive: true });
    await cp(join(ROOT, "node_modules", file), target);
  }
  await writeModels(outDir, await narrowWeights());
  await writeModels(outDir, await wideWeights());
  const server = await preview({ ...config, preview: { host: "127.0.0.1", port: 0 } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The preview server has no address.");
  return { url, close: () => server.close() };
}

function html(name: string): string {
  return `<!doctype html><html lang="en"><title>Bench</title><body><script type="module" src="./${name}.js"></script>`;
}

/** Resolves packages that are only installed in tests/bench. */
function resolvePeers(): Plugin {
  let names: string[] = [];
  return {
    name: "twofold:bench-peers",
    enforce: "pre",
    async buildStart() {
      const { dependencies } = JSON.parse(await readFile(join(PEERS, "package.json"), "utf8"));
      names = Object.keys(dependencies);
    },
    resolveId(source) {
      if (!names.some((name) => source === name || source.startsWith(`${name}/`))) return undefined;
      return this.resolve(source, join(PEERS, "package.json"), { skipSelf: true });
    },
  };
}

/** The page's TensorFlow.js export, and the raw weights. */
async function writeModels(outDir: string, weights: BackboneWeights): Promise<void> {
  const folder = join(outDir, "models", String(weights.width));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "values.bin"), new Uint8Array(weights.values.buffer));
  const backbone = { id: "bench", width: weights.width, origin: "the bench", sha256: "" };
  for (const [name, content] of await unzip(await tfjsZip(calibrated(aModel({ backbone })), weights)))
    await writeFile(join(folder, name), content);
}

async function narrowWeights(): Promise<BackboneWeights> {
  return weightsFrom(shared.narrow ?? STARTER, 0.35);
}

/** Weights of width 1.0; random if there are none, because speed does not depend on the values. */
async function wideWeights(): Promise<BackboneWeights> {
  if (shared.wide !== undefined) return weightsFrom(shared.wide, 1);
  const values = Float32Array.from(
    { length: parameterCount(1) },
    (_none, index) => Math.abs(Math.sin(index)) / 8,
  );
  return { width: 1, values };
}

async function weightsFrom(path: string, width: Width): Promise<BackboneWeights> {
  const outcome = await read(path, width);
  if ("reason" in outcome) throw new Error(outcome.reason);
  return outcome.weights;
}
