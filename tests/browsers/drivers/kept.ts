import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Downloaded } from "./driver";
import { until } from "./until";

/** A program that ends, with all its child processes, on request or when this process ends. */
export interface Kept {
  readonly process: ChildProcess;
  readonly end: () => Promise<void>;
}

/**
 * A shell that leads its own process group, starts the program in it and waits until its standard input closes, which
 * happens however this process ends, even by SIGKILL. Then it ends the whole group and removes the folder that is its
 * first argument.
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
 * Starts a program that must not outlive this process, because a browser or driver that does would block its port. Its
 * standard output, standard error and file descriptor 3 can be read.
 * @param home a folder for this program only, which is removed at its end
 * @param env environment variables in addition to `PATH` and `HOME`
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
  // Unread output would fill the pipe and block the program.
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

/** Waits until a program's output matches a pattern. @throws after 30 s */
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

/** Seconds without a file after which the click probably missed, because the button moved. */
const PATIENCE = 20;

/**
 * Calls `act` and waits for a complete file in the folder that a browser downloads into; removes it from there. If no
 * download starts, calls `act` again: drivers click where a button was, and the page may have moved it since.
 */
export async function downloadInto(folder: string, act: () => Promise<void>): Promise<Downloaded> {
  const filesIn = () => readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile());
  // Remove late downloads of earlier clicks that were given up.
  for (const { name } of filesIn()) rmSync(join(folder, name));
  await act();
  await until(() => filesIn().length > 0, "a download to begin", PATIENCE).catch(act);
  let before = -1;
  const name = await until(
    () => {
      const files = filesIn();
      // Until it is complete, Firefox writes to *.part and WebKit to *.wkdownload.
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
