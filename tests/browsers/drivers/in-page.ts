import type { Target } from "./driver";

/**
 * Functions whose source text is sent to the page: they must not use anything outside themselves.
 */

/** A `Target` as JSON. */
interface PlainTarget {
  readonly css?: string;
  readonly role?: string;
  readonly name?: { readonly pattern: string; readonly flags: string };
  readonly text?: { readonly pattern: string; readonly flags: string };
  readonly testId?: string;
  readonly within?: PlainTarget;
  readonly hidden?: true;
}

/** JSON has no regular expressions, so their source and flags are sent instead. */
function plain({ name, text, within, ...rest }: Target): PlainTarget {
  const whole = (words: string) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
  const parts = ({ source: pattern, flags }: RegExp) => ({ pattern, flags });
  return {
    ...rest,
    ...(name !== undefined && { name: parts(typeof name === "string" ? whole(name) : name) }),
    ...(text !== undefined && { text: parts(text) }),
    ...(within !== undefined && { within: plain(within) }),
  };
}

/** Describes a target in messages. */
export function describeTarget(target: Target): string {
  return JSON.stringify(target, (_key, value) => (value instanceof RegExp ? String(value) : value));
}

/** An expression for the first element that matches a target, scrolled into view; null if there is none. */
export function elementOf(target: Target): string {
  return `(${first})((${elements})(${JSON.stringify(plain(target))}))`;
}

/** An expression for the element to click in order to click a target; null if it cannot be clicked now. */
export function clickableOf(target: Target): string {
  return `(${clickable})(${elementOf(target)})`;
}

/** An expression for the texts of all elements that match a target. */
export function textsOf(target: Target): string {
  return `(${texts})((${elements})(${JSON.stringify(plain(target))}))`;
}

function elements(target: PlainTarget): Element[] {
  const ROLES: Readonly<Record<string, string>> = {
    alert: "[role=alert]",
    article: "article",
    button: "button, [role=button]",
    dialog: "[role=dialog], dialog",
    heading: "h1, h2, h3, h4, h5, h6",
    link: "a[href]",
    list: "ul, ol",
    listitem: "li",
    menuitem: "[role=menuitem]",
    navigation: "nav",
    option: "[role=option]",
    radio: "input[type=radio], [role=radio]",
    region: "section[aria-label], section[aria-labelledby]",
    switch: "[role=switch]",
    textbox: "input:not([type]), input[type=text], input[type=search], textarea",
  };
  const squeeze = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

  function nameOf(element: Element): string {
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const byIds = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    if (squeeze(byIds) !== "") return squeeze(byIds);
    const label = element.getAttribute("aria-label");
    if (label !== null) return squeeze(label);
    if (element instanceof HTMLInputElement)
      return squeeze([...(element.labels ?? [])].map((each) => each.textContent).join(" "));
    return squeeze(element.textContent);
  }

  function isDrawn(element: Element): boolean {
    return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  }

  function matches(element: Element, sought: PlainTarget): boolean {
    if (!sought.hidden && !isDrawn(element)) return false;
    if (sought.name && !new RegExp(sought.name.pattern, sought.name.flags).test(nameOf(element)))
      return false;
    return (
      !sought.text || new RegExp(sought.text.pattern, sought.text.flags).test(squeeze(element.textContent))
    );
  }

  function find(sought: PlainTarget): Element[] {
    const root = sought.within ? find(sought.within)[0] : document;
    if (root === undefined) return [];
    const selector =
      sought.css ?? (sought.role === undefined ? "*" : (ROLES[sought.role] ?? `[role=${sought.role}]`));
    const all = sought.testId === undefined ? selector : `:is(${selector})[data-testid="${sought.testId}"]`;
    return [...root.querySelectorAll(all)].filter((element) => matches(element, sought));
  }

  return find(target);
}

function texts(found: readonly Element[]): string[] {
  return found.map((element) => (element.textContent ?? "").replace(/\s+/g, " ").trim());
}

function first([found]: readonly Element[]): Element | null {
  found?.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  return found ?? null;
}

/** The element, or the label that is drawn for a control; null if it is disabled or covered. */
function clickable(element: Element | null): Element | null {
  const isMarked = element instanceof HTMLInputElement && /^(radio|checkbox)$/.test(element.type);
  const target = (isMarked && element.labels?.[0]) || element;
  if (target === null) return null;
  if (target.matches(":disabled, [data-disabled=true], [aria-disabled=true]")) return null;
  const { left, top, width, height } = target.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return hit !== null && (target.contains(hit) || hit.contains(target)) ? target : null;
}

/** Focuses a field and selects its text, so that typing replaces it. */
export function markAll(element: Element | null): void {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return;
  element.focus();
  element.select();
}

/** Where the page records its problems. */
interface Watched {
  twofoldProblems?: string[];
}

/** Starts recording problems in the page; calling it again is harmless. */
export function watch(): void {
  const page: Watched = window as Window & Watched;
  if (page.twofoldProblems !== undefined) return;
  const problems: string[] = [];
  page.twofoldProblems = problems;
  const said = (value: unknown) => (value instanceof Error ? (value.stack ?? value.message) : String(value));
  addEventListener("error", (event) => {
    // Chromium and Firefox report this for layouts that settle in the next frame; it is harmless.
    if (/^ResizeObserver loop/.test(event.message)) return;
    problems.push(`uncaught: ${event.message} ${said(event.error)}`);
  });
  addEventListener("unhandledrejection", ({ reason }) => problems.push(`unhandled: ${said(reason)}`));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    problems.push(`content security: ${violatedDirective} ${blockedURI}`),
  );
  const { error } = console;
  console.error = (...values: unknown[]) => {
    problems.push(`console: ${values.map(said).join(" ")}`);
    error(...values);
  };
}

/** Returns the problems since the last call. */
export function takeProblems(): string[] {
  const page: Watched = window as Window & Watched;
  return page.twofoldProblems?.splice(0) ?? [];
}
