import type { APIRequestContext } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { expect, test } from "./fixtures";

test("no chunk of the build imports the file that a worker starts from", async ({ request }) => {
  const scripts = await builtScripts(request);
  const entries = [...scripts.values()].flatMap(startedWorkers);
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) {
    expect(scripts.has(entry), `${entry} is served`).toBe(true);
    const importers = [...scripts].filter(([, text]) => imports(text).includes(entry)).map(([name]) => name);
    // WebKit would evaluate such an entry twice, and two instances would answer every call.
    expect(importers, `who imports ${entry}`).toEqual([]);
    expect(scripts.get(entry), `${entry} has no code of its own`).toMatch(/^\s*import\s*"[^"]+";?\s*$/);
  }
});

test("the page shows an error, not a result, if a worker is evaluated twice", async ({ page, request }) => {
  const scripts = await builtScripts(request);
  const [entry = ""] = [...scripts.values()].flatMap(startedWorkers);
  const [engine = ""] = imports(scripts.get(entry) ?? "");
  await page.route(/\/assets\/sample-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `import "./${engine}?again";${await response.text()}` });
  });
  await at(page, "draw-faces").click();
  await expect(page.getByRole("alert")).toContainText("loaded twice");
});

/** All scripts that the page can load, by file name. */
async function builtScripts(request: APIRequestContext): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  const named = (text: string) => Array.from(text.matchAll(/[\w.-]+\.js(?=["'`])/g), ([name]) => name);
  const waiting = named(await (await request.get("/")).text());
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (scripts.has(name)) continue;
    const response = await request.get(`/assets/${name}`);
    // For file names in strings of libraries, which do not exist here, the server sends the page.
    if (!(response.headers()["content-type"] ?? "").includes("javascript")) continue;
    const text = await response.text();
    scripts.set(name, text);
    waiting.push(...named(text));
  }
  return scripts;
}

/** The files that a script starts as workers. */
function startedWorkers(text: string): string[] {
  return Array.from(text.matchAll(/new Worker\(new URL\([^;]*?([\w.-]+\.js)/g), ([, name = ""]) => name);
}

/** The files that a script imports, statically or dynamically. */
function imports(text: string): string[] {
  const statements = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g);
  return Array.from(statements, ([, name = ""]) => name);
}
