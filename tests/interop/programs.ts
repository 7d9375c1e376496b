/** Starts the programs that the interop checks put together: Python with Keras, and the page without a screen. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = process.env.PYTHON ?? "python3";

/** The longest that any of them may take: workers that wait for one another would wait for ever. */
const LIMIT_MS = 5 * 60 * 1000;

export interface Started {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What Python lacks for the checks, as it says so itself; undefined where it lacks nothing. */
export async function whatPythonLacks(): Promise<string | undefined> {
  try {
    await python(["-c", "import tensorflow, keras, h5py, PIL"]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
  }
}

/** Runs a Python program. @returns its standard output @throws Error with its standard error where it fails */
export function python(args: readonly string[], started: Started = {}): Promise<string> {
  const env = { PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1", ...started.env };
  return run(PYTHON, args, { ...started, env });
}

/** Runs one of the Python programs beside this file. */
export function helper(name: string, ...args: readonly string[]): Promise<string> {
  return python([fileURLToPath(new URL(name, import.meta.url)), ...args]);
}

/** Drives the page: `npm run headless -- ...args`. */
export function headless(...args: readonly string[]): Promise<string> {
  return run(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/headless.ts", ...args], {
    cwd: ROOT,
  });
}

/** Addresses of this machine that nothing listens on. */
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
      // A worker that waits for others does not hear a milder one.
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
