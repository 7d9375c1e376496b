import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import type { Plugin } from "vite";

const FOLDER = fileURLToPath(new URL("../src/kernels/assembly", import.meta.url));

/** The virtual module that src/kernels imports. */
const MODULE = "virtual:kernels";

/**
 * Compiles src/kernels/assembly from AssemblyScript to WebAssembly: with relaxed SIMD, whose multiply-add is one
 * instruction; with the SIMD that every current browser has; and, without SIMD, only resizing, which every browser
 * needs. Each is a few kilobytes, so they are inlined in the script that uses them.
 */
export function compileKernels(): Plugin {
  return {
    name: "twofold:compile-kernels",
    resolveId: (source) => (source === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      for (const file of await readdir(FOLDER)) this.addWatchFile(join(FOLDER, file));
      const binaries = {
        relaxed: await compile("index.ts", ["simd", "relaxed-simd"]),
        simd: await compile("index.ts", ["simd"]),
        plain: await compile("resize.ts", []),
      };
      return Object.entries(binaries)
        .map(([name, binary]) => constant(name, binary))
        .join("");
    },
  };
}

function constant(name: string, binary: Uint8Array): string {
  const base64 = Buffer.from(binary).toString("base64");
  return `export const ${name} = Uint8Array.from(atob("${base64}"), (character) => character.charCodeAt(0));\n`;
}

/**
 * The kernels have no data, globals or stack of their own ("stub" runtime): they import TensorFlow.js's memory and
 * receive every address as an argument.
 */
async function compile(entry: string, features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      entry,
      ...["--outFile", "kernels.wasm", "--importMemory", "--runtime", "stub", "--noAssert", "-O3"],
      // Vectors never cross to JavaScript, whatever the signatures say.
      ...["--disableWarning", "112", ...features.flatMap((feature) => ["--enable", feature])],
    ],
    {
      readFile: async (name) => readFile(join(FOLDER, name), "utf8").catch(() => null),
      writeFile: (_name, content) => {
        if (typeof content !== "string") binary = content;
      },
    },
  );
  if (error !== null || binary === undefined) throw new Error(`The kernels do not compile.\n${stderr}`);
  return binary;
}
