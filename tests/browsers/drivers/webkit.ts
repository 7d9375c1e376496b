import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebKit } from "../../../scripts/webkit";
import { type BrowserDriver, HEIGHT, type Target, WIDTH } from "./driver";
import { clickableOf, describeTarget, elementOf, markAll, takeProblems, textsOf, watch } from "./in-page";
import { downloadInto, type Kept, keep, said } from "./kept";
import { until } from "./until";

/** The key under which W3C WebDriver returns an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

interface ElementReference {
  readonly [ELEMENT]: string;
}

/** Makes a W3C WebDriver call. @throws with the driver's error message */
type Call = <R>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<R>;

/** Starts WebKitGTK's MiniBrowser on its own virtual screen, with a camera that shows a test picture. */
export async function launchWebKit({ driver, browser, xvfb }: WebKit): Promise<BrowserDriver> {
  const home = mkdtempSync(join(tmpdir(), "twofold-webkit-"));
  const downloads = join(home, "downloads");
  mkdirSync(downloads);
  // GLib reads the download folder from this file; MiniBrowser does not ask for one.
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const kept: Kept[] = [];
  const close = async () => {
    await Promise.all(kept.map(({ end }) => end()));
  };
  try {
    const screen = keep(
      xvfb,
      ["-displayfd", "3", "-screen", "0", `${WIDTH}x${HEIGHT}x24`, "-nolisten", "tcp"],
      { home: mkdtempSync(join(tmpdir(), "twofold-xvfb-")) },
    );
    kept.push(screen);
    const [display] = await said(screen.process.stdio[3] as NodeJS.ReadableStream, /\d+/, "Xvfb");
    const port = await freePort();
    kept.push(keep(driver, [`--port=${port}`], { home, env: environment(home, `:${display}`) }));
    const call: Call = (method, path, body) => request(`http://127.0.0.1:${port}${path}`, method, body);
    await until(() => call("GET", "/status").catch(() => undefined), "WebKitWebDriver");
    return await drive(call, browser, downloads, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function environment(home: string, display: string): Record<string, string> {
  return {
    XDG_RUNTIME_DIR: home,
    DISPLAY: display,
    LANG: "C.UTF-8",
    // In most containers, and as root, its sandbox cannot start. It opens only our own page.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  };
}

async function drive(
  call: Call,
  binary: string,
  downloads: string,
  close: () => Promise<void>,
): Promise<BrowserDriver> {
  const args = ["--automation", "--enable-mock-capture-devices=true", "--enable-media-stream=true"];
  const { sessionId, capabilities } = await call<{
    sessionId: string;
    capabilities: { browserVersion: string };
  }>("POST", "/session", {
    capabilities: {
      // Record problems from the start of loading, not only from its end.
      alwaysMatch: { pageLoadStrategy: "none", "webkitgtk:browserOptions": { binary, args } },
    },
  });
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/timeouts`, { script: 120_000 });
  const problems: string[] = [];

  const evaluate = <A extends readonly unknown[], R>(run: (...args: A) => R, ...args: A) =>
    call<Awaited<R>>("POST", `${session}/execute/sync`, { script: `return (${run})(...arguments)`, args });

  async function element(expression: string, target: Target): Promise<ElementReference> {
    const script = `return ${expression}`;
    const found = await call<ElementReference | null>("POST", `${session}/execute/sync`, {
      script,
      args: [],
    });
    if (found === null) throw new Error(`${describeTarget(target)} is not there, or cannot be clicked.`);
    return found;
  }

  /** Calls `act`, which loads the page, and records problems from then on. */
  async function load(act: () => Promise<unknown>): Promise<void> {
    await evaluate(() => void document.documentElement.setAttribute("data-before", ""));
    await act();
    await until(
      () =>
        evaluate(
          () => location.protocol === "http:" && !document.documentElement?.hasAttribute("data-before"),
        ).catch(() => false),
      "the page",
    );
    await evaluate(watch);
  }

  const driver: BrowserDriver = {
    name: "WebKit",
    version: capabilities.browserVersion,
    // Space for MiniBrowser's toolbar.
    narrowest: 447,
    open: (address) => load(() => call("POST", `${session}/url`, { url: address })),
    reload: async () => {
      problems.push(...(await evaluate(takeProblems)));
      await load(() => call("POST", `${session}/refresh`, {}));
    },
    evaluate,
    texts: (target) =>
      call("POST", `${session}/execute/sync`, { script: `return ${textsOf(target)}`, args: [] }),
    click: async (target) => {
      const { [ELEMENT]: id } = await element(clickableOf(target), target);
      await call("POST", `${session}/element/${id}/click`, {});
    },
    type: async (target, text) => {
      const field = await element(elementOf(target), target);
      await evaluate(markAll, field as unknown as Element);
      await call("POST", `${session}/element/${field[ELEMENT]}/value`, { text });
    },
    setFiles: async (target, paths) => {
      const { [ELEMENT]: id } = await element(elementOf(target), target);
      await call("POST", `${session}/element/${id}/value`, { text: paths.join("\n") });
    },
    download: (act) => downloadInto(downloads, act),
    resize: async (width) => {
      await call("POST", `${session}/window/rect`, { width, height: HEIGHT });
    },
    problems: async () => [...problems.splice(0), ...(await evaluate(takeProblems))],
    close: async () => {
      // The driver closes the browser only when its session ends.
      await call("DELETE", session).catch(() => undefined);
      await close();
    },
  };
  await driver.resize(WIDTH);
  return driver;
}

async function request<R>(address: string, method: string, body: object | undefined): Promise<R> {
  const response = await fetch(address, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const { value } = (await response.json()) as { value: R & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}

/** A free port. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
