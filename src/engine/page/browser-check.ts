import { AppError } from "../../common/error";
import { insecurePage } from "../../common/sha256";

/** Whatever the types say, an older browser may lack it. */
type Scope = Readonly<Record<string, unknown>>;

/** What the page and its workers cannot do without, by the name that browsers give it, and how to find out. */
const ESSENTIALS: Readonly<Record<string, (scope: Scope) => boolean>> = {
  WebAssembly: (scope) => has(scope, "WebAssembly"),
  "web workers": (scope) => has(scope, "Worker"),
  OffscreenCanvas: (scope) => has(scope, "OffscreenCanvas"),
  createImageBitmap: (scope) => has(scope, "createImageBitmap"),
  "Array.prototype.toSorted": (scope) => has(scope, "Array", "prototype", "toSorted"),
  "Array.prototype.toReversed": (scope) => has(scope, "Array", "prototype", "toReversed"),
  "Array.prototype.findLast": (scope) => has(scope, "Array", "prototype", "findLast"),
  "AbortSignal.timeout": (scope) => has(scope, "AbortSignal", "timeout"),
};

/** Whether there is something at the end of a chain of properties. */
function has(scope: Scope, ...path: readonly string[]): boolean {
  return path.reduce((at: unknown, name) => (at as Scope | undefined)?.[name], scope) !== undefined;
}

/**
 * What keeps this browser, or this address, from running the page at all. Features that the page has another way for
 * are not in it: WebGL, SIMD, locks, files of its own, IndexedDB.
 */
export function missingEssentials(scope: object = globalThis): AppError[] {
  const here = scope as Scope;
  const problems: AppError[] = [];
  if (!has(here, "crypto", "subtle")) problems.push(insecurePage());
  const missing = Object.keys(ESSENTIALS).filter((name) => !ESSENTIALS[name]?.(here));
  if (missing.length > 0) {
    problems.push(
      new AppError("old-browser", `This browser lacks ${missing.join(", ")}, which this page needs.`, {
        next:
          "Use a current Chrome, Edge, Firefox or Safari. If this is one, turn off its strict " +
          "security setting for this site (Safari: Lockdown Mode; Edge: enhanced security).",
      }),
    );
  }
  return problems;
}
