import { AppError } from "../../common/error";
import { insecurePage } from "../../common/sha256";

/** Older browsers may lack it, whatever the types say. */
type Scope = Readonly<Record<string, unknown>>;

/** Features that the page and its workers require, by their names in browsers, and how to detect each. */
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

/** Whether a chain of properties ends in a defined value. */
function has(scope: Scope, ...path: readonly string[]): boolean {
  return path.reduce((at: unknown, name) => (at as Scope | undefined)?.[name], scope) !== undefined;
}

/**
 * Why this browser, or this address, cannot run the page at all. Features with a fallback are not checked: WebGL, SIMD,
 * locks, private files (OPFS), IndexedDB.
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
