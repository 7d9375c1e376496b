import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Downloaded } from "./driver";
import { until } from "./until";

/** A program that ends, with all that it started, when it is told to, or when this process is gone. */
export interface Kept {
  readonly process: ChildProcess;
  readonly end: () => Promise<void>;
}

/**
 * A shell that leads a process group of its own, starts the program in it and waits for the end of its own
 * input, which comes however this process ends, even by SIGKILL. Then it ends the whole group and removes the
 * folder that is its first argument.
 */
const KEEPER = `
folder="$1"
shift
"$@" 0</dev/null &
child=$!
exec 3>&- 1>&- 2>&-
trap '' TERM
cat >/dev/null
kill -TERM 0
left=50
while [ $left -gt 0 ] && kill -0 $child; do sleep 0.1; left=$((left - 1)); done
rm -rf -- "$folder"
kill -KILL 0
`;

/**
 * Starts a program that must not outlive this process: a browser or driver that does keeps its port. Its standard
 * output and error can be read, and file descriptor 3 too.
 * @param home a folder of its own, which is gone after it
 * @param env what its environment has besides `PATH` and `HOME`
 */
export function keep(
  program: string,
  args: readonly string[],
  { home, env = {} }: { home: string; env?: Readonly<Record<string, string>> },
): Kept {
  const shell = spawn("/bin/sh", ["-c", KEEPER, "keeper", home, program, ...args], {
    detached: true,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => shell.once("close", () => resolve()));
  // What nobody reads would fill the pipe and stop the program.
  shell.stdout?.resume();
  shell.stderr?.resume();
  return {
    process: shell,
    async end() {
      shell.stdin?.end();
      await gone;
    },
  };
}

/** Waits until a stream of a program has said something. @throws after 30 s */
export function said(stream: NodeJS.ReadableStream, pattern: RegExp, what: string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = "";
    const timer = setTimeout(() => reject(new Error(`${what} did not start: ${text}`)), 30_000);
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match);
    });
  });
}

/** Seconds without any file after which a click is taken to have missed a button that moved. */
const PATIENCE = 20;

/**
 * Does something and waits for a whole file in the folder that a browser downloads into; takes it from there. Where
 * no file begins, it is done once more: drivers click at the place where a button was, and pages may still move it.
 */
export async function downloadInto(folder: string, act: () => Promise<void>): Promise<Downloaded> {
  const filesIn = () => readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile());
  // What a click that was given up brought after all is not what is asked for now.
  for (const { name } of filesIn()) rmSync(join(folder, name));
  await act();
  await until(() => filesIn().length > 0, "a download to begin", PATIENCE).catch(act);
  let before = -1;
  const name = await until(
    () => {
      const files = filesIn();
      // Firefox writes into *.part, WebKit into *.wkdownload, beside the name that it will have.
      if (files.some((each) => /\.(part|wkdownload)$/.test(each.name))) return undefined;
      const [file] = files;
      if (file === undefined) return undefined;
      const { size } = statSync(join(folder, file.name));
      const isSame = size > 0 && size === before;
      before = size;
      return isSame ? file.name : undefined;
    },
    "a download",
    120,
  );
  const bytes = Uint8Array.from(readFileSync(join(folder, name)));
  rmSync(join(folder, name));
  return { name, bytes };
}
