import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { goTo } from "../../scripts/page-driver/places";
import { parameterCount } from "../../src/backbone/architecture";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";

/** The stores of the first layout; each was a separate database `twofold-STORE`. */
const STORES = ["models", "backbones", "tuning", "preferences", "kept-labels", "features"];

/** An address of our origin that runs none of our code, so that nothing is open in IndexedDB. */
const QUIET = "backbone/manifest.json";

test("a profile in the first layout keeps everything, even if the browser is killed while it is migrated", async ({
  baseURL: address,
}) => {
  const baseURL = address ?? "";
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  const profile = join(folder.path, "profile");
  const seeded = await inBrowser(profile, baseURL, async (page) => {
    await makeRecords(page, join(folder.path, "photos"));
    await page.goto(new URL(QUIET, baseURL).href);
    await page.evaluate(addRecords, parameterCount(0.35));
    const all = await page.evaluate(contents, STORES);
    await page.evaluate(toFirstLayout, STORES);
    return all;
  });
  for (const store of STORES) expect(seeded[store], store).not.toEqual([]);

  for (const [thread, step] of [
    ["page", 3],
    ["page", 9],
    ["page", 16],
    ["page", 25],
    ["worker", 6],
  ] as const) {
    const copy = join(folder.path, `${thread} ${step}`);
    cpSync(profile, copy, { recursive: true });
    await killAt(copy, baseURL, thread, step);
    await inBrowser(copy, baseURL, async (page) => {
      await page.goto(new URL("#models", baseURL).href);
      await expect(page.getByRole("article")).toHaveCount(1);
      // The unfinished run is offered where photos and results are, not next to finished models.
      await goTo(page, "data");
      await expect(page.getByTestId("unfinished-tuning")).toBeVisible();
      await expect(page.getByRole("region", { name: "About this browser" })).toHaveCount(0);
      // The page moves features when it is idle.
      await expect.poll(() => page.evaluate(databases), { timeout: 60_000 }).toEqual(["twofold"]);
      await page.goto(new URL(QUIET, baseURL).href);
      expect(await page.evaluate(contents, STORES), `killed at step ${step} of the ${thread}`).toEqual(
        seeded,
      );
    });
  }
  folder.remove();
});

/** Creates a trained model, a setting, an interrupted fine-tuning run, and the features of the photos. */
async function makeRecords(page: Page, photos: string): Promise<void> {
  await bringPhotos(page, photos, 8);
  await goTo(page, "train");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: /^starter/ }).check();
  await goTo(page, "data");
  await trainModel(page);
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("textbox", { name: "Batch size" }).fill("2");
  await page.getByRole("button", { name: "Start fine-tuning" }).click();
  const job = page.getByTestId("job");
  await expect(job).toContainText(/round 2 of/, { timeout: 240_000 });
  await job.getByRole("button", { name: "Cancel" }).click();
  await expect(job).toBeHidden();
}

async function inBrowser<T>(profile: string, baseURL: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const page = await context.newPage();
    await page.goto(baseURL);
    return await work(page);
  } finally {
    await context.close();
  }
}

/**
 * Opens the page in a browser that is killed at one step of the migration: a request to open or delete a database, the
 * start of a transaction, or a write in one. The thread stops there, so that nothing more happens before the kill.
 */
async function killAt(
  profile: string,
  baseURL: string,
  thread: "page" | "worker",
  step: number,
): Promise<void> {
  const browser = spawn(
    await findChromium(),
    [...CHROMIUM_FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`],
    // A process group of its own, so that all its processes are killed together.
    { stdio: "ignore", detached: true },
  );
  try {
    const connection = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(profile, browser)}`);
    const [context] = connection.contexts();
    const page = await context?.newPage();
    if (page === undefined) throw new Error("Chromium has no window.");
    const stopping = `(${stopAt})(${step});`;
    if (thread === "page") await page.addInitScript(stopping);
    else
      await page.route(/\/assets\/engine-[^/]+\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${stopping}${await response.text()}` });
      });
    const reached = page.waitForEvent("console", {
      predicate: (message) => message.text() === "kill me",
      timeout: 90_000,
    });
    await Promise.all([reached, page.goto(baseURL).catch(() => undefined)]);
    // The other thread goes on writing. Chromium would lose everything if both were in a writing transaction.
    await pause(1_000);
  } finally {
    // The next browser must not open the profile while a process of this one still holds its files.
    while (kill(browser)) await pause(50);
  }
}

/** Kills all processes of a browser. @returns false once there is none */
function kill({ pid }: ChildProcess): boolean {
  try {
    return pid !== undefined && process.kill(-pid, "SIGKILL");
  } catch {
    return false;
  }
}

async function portOf(profile: string, browser: ChildProcess): Promise<string> {
  const file = join(profile, "DevToolsActivePort");
  rmSync(file, { force: true });
  while (browser.exitCode === null) {
    const [port] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    if (port) return port;
    await pause(50);
  }
  throw new Error("Chromium ended at once.");
}

/** Runs in the page or a worker, before any of our code. */
function stopAt(step: number): void {
  let steps = 0;
  const all: readonly [object, readonly string[]][] = [
    [IDBFactory.prototype, ["open", "deleteDatabase"]],
    [IDBDatabase.prototype, ["transaction"]],
    [IDBObjectStore.prototype, ["put", "delete"]],
  ];
  for (const [prototype, methods] of all) {
    for (const method of methods) {
      const call = Reflect.get(prototype, method);
      Reflect.set(prototype, method, function (this: unknown, ...args: unknown[]) {
        if (++steps === step) {
          // biome-ignore lint/suspicious/noConsole: The test waits for this message.
          console.log("kill me");
          for (;;);
        }
        return call.apply(this, args);
      });
    }
  }
}

/** Adds a backbone that was opened from a file, and a confirmed label. Runs in the page. */
async function addRecords(parameters: number): Promise<void> {
  const opening = indexedDB.open("twofold");
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const writing = opening.result.transaction(["backbones", "kept-labels"], "readwrite");
  const sha256 = "b".repeat(64);
  const backbones = writing.objectStore("backbones");
  backbones.put([{ id: "own:x.h5", width: 0.35, origin: "opened from x.h5", sha256 }], "list");
  backbones.put(new Float32Array(parameters).fill(0.5), sha256);
  writing.objectStore("kept-labels").put([`${"c".repeat(64)} female`], "labels");
  await new Promise((resolve) => {
    writing.oncomplete = resolve;
  });
  opening.result.close();
}

/** Moves everything into the first layout. Runs in the page. */
async function toFirstLayout(stores: readonly string[]): Promise<void> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open("twofold"));
  for (const store of stores) {
    const objects = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
    const opening = indexedDB.open(`twofold-${store}`);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(store);
    const old = await settled(opening);
    const writing = old.transaction(store, "readwrite");
    for (const [index, key] of keys.entries()) writing.objectStore(store).put(values[index], key);
    await new Promise((resolve) => {
      writing.oncomplete = resolve;
    });
    old.close();
  }
  database.close();
  await settled(indexedDB.deleteDatabase("twofold"));
}

/** All of the database, typed arrays as a sum, except records that every visit writes. Runs in the page. */
async function contents(stores: readonly string[]): Promise<Record<string, readonly string[]>> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const short = (_key: string, value: unknown) =>
    ArrayBuffer.isView(value)
      ? `${value.byteLength} ${(value as Float32Array).reduce((sum, item, index) => sum + item * index, 0)}`
      : value;
  const database = await settled(indexedDB.open("twofold"));
  const all: Record<string, readonly string[]> = {};
  for (const store of stores) {
    const objects = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
    all[store] = keys
      .map((key, index) => `${key} ${JSON.stringify(values[index], short)}`)
      .filter((record) => !record.startsWith("visited"));
  }
  database.close();
  return all;
}

/** Runs in the page. */
async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = "" }) => name).sort();
}
