import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import type { Plugin } from "vite";

const FOLDER = fileURLToPath(new URL("../src/kernels/assembly", import.meta.url));

/** What src/kernels imports. */
const MODULE = "virtual:kernels";

/**
 * Compiles src/kernels/assembly from AssemblyScript to WebAssembly: once with relaxed SIMD, whose multiply-add is
 * one instruction, and once with the SIMD that every current browser has. A few kilobytes each, so they travel
 * inside the script that uses them.
 */
export function compileKernels(): Plugin {
  return {
    name: "twofold:compile-kernels",
    resolveId: (source) => (source === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      for (const file of await readdir(FOLDER)) this.addWatchFile(join(FOLDER, file));
      const relaxed = await compile(["--enable", "relaxed-simd"]);
      const simd = await compile([]);
      return `${constant("relaxed", relaxed)}${constant("simd", simd)}`;
    },
  };
}

function constant(name: string, binary: Uint8Array): string {
  const base64 = Buffer.from(binary).toString("base64");
  return `export const ${name} = Uint8Array.from(atob("${base64}"), (character) => character.charCodeAt(0));\n`;
}

/**
 * The kernels get by without data, globals or a stack of their own ("stub" runtime): the memory that they import is
 * TensorFlow.js's, and every address in it is given to them.
 */
async function compile(features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      "index.ts",
      ...["--outFile", "kernels.wasm", "--importMemory", "--runtime", "stub", "--noAssert", "-O3"],
      // Vectors never cross over to JavaScript, whatever a function's signature says.
      ...["--disableWarning", "112", "--enable", "simd", ...features],
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
