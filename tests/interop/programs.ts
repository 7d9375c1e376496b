/** Starts the programs that the interop checks compare: Python with Keras, and the page in a headless browser. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = process.env.PYTHON ?? "python3";

/** Time limit for any of them, because workers that wait for each other might never end. */
const LIMIT_MS = 5 * 60 * 1000;

export interface Started {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Python's message about what it lacks for the checks; undefined if it lacks nothing. */
export async function whatPythonLacks(): Promise<string | undefined> {
  try {
    await python(["-c", "import tensorflow, keras, h5py, PIL"]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
  }
}

/** Runs a Python program. @returns its standard output @throws Error with its standard error if it fails */
export function python(args: readonly string[], started: Started = {}): Promise<string> {
  const env = { PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1", ...started.env };
  return run(PYTHON, args, { ...started, env });
}

/** Runs one of the Python programs next to this file. */
export function helper(name: string, ...args: readonly string[]): Promise<string> {
  return python([fileURLToPath(new URL(name, import.meta.url)), ...args]);
}

/** Operates the page: `npm run headless -- ...args`. */
export function headless(...args: readonly string[]): Promise<string> {
  return run(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/headless.ts", ...args], {
    cwd: ROOT,
  });
}

/** Free addresses on this machine. */
export async function freeAddresses(count: number): Promise<string[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const addresses = await Promise.all(
    servers.map(async (server) => {
      await once(server, "listening");
      const address = server.address();
      if (typeof address !== "object" || address === null) throw new Error("There is no free port.");
      return `${address.address}:${address.port}`;
    }),
  );
  for (const server of servers) server.close();
  return addresses;
}

function run(command: string, args: readonly string[], { cwd, env }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
      // A worker that waits for others ignores a milder signal.
      killSignal: "SIGKILL",
    });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}\n${errors}`));
    });
  });
}
