import type { Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { models, showResults, tunedModels } from "../../scripts/page-driver/models";
import { goTo } from "../../scripts/page-driver/places";
import { fineTune } from "../../scripts/page-driver/training";
import { tryPhotos } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";
import { openWithout, remove, type Taken } from "./without";

/** Simulate browsers that lack a feature for which the page has a fallback. */
const REPLACED: Readonly<Record<string, Taken>> = {
  "WebGL in workers": {
    inWorkers: `
      const getContext = OffscreenCanvas.prototype.getContext;
      OffscreenCanvas.prototype.getContext = function (type, ...rest) {
        if (type.startsWith("webgl")) throw new DOMException("No such context", "NotSupportedError");
        return getContext.call(this, type, ...rest);
      };`,
  },
  "navigator.storage and the origin private file system": {
    inPage: remove("navigator.storage"),
    inWorkers: remove("navigator.storage"),
  },
  "permission to use navigator.storage": {
    inPage: `
      for (const method of ["estimate", "persisted", "persist", "getDirectory"])
        StorageManager.prototype[method] = () => Promise.reject(new DOMException("", "SecurityError"));`,
  },
  "navigator.locks": { inPage: remove("navigator.locks") },
  "permission to use navigator.locks": {
    inPage: `
      for (const method of ["request", "query"])
        LockManager.prototype[method] = () => Promise.reject(new DOMException("", "SecurityError"));`,
  },
  WebCodecs: { inPage: remove("VideoFrame"), inWorkers: remove("VideoFrame") },
  "newer APIs": {
    inPage: remove("AbortSignal.any", "crypto.randomUUID", "DataTransferItem.prototype.webkitGetAsEntry"),
    inWorkers: remove("AbortSignal.any", "crypto.randomUUID"),
  },
};

for (const [name, taken] of Object.entries(REPLACED)) {
  test(`trains, stores and uses a model without ${name}`, async ({ page }) => {
    const folder = temporaryFolder();
    await openWithout(page, taken);
    await bringPhotos(page, folder.path, 8);
    await trainModel(page);
    await goTo(page, "models");
    await expect(page.getByRole("article")).toHaveCount(1);
    await answerPhoto(page);
    await expect(problems(page)).toHaveCount(0);
    await page.reload();
    await goTo(page, "models");
    await expect(page.getByRole("article")).toHaveCount(1);
    folder.remove();
  });
}

/** IndexedDB as it behaves with site data blocked, and as it did in Firefox's private windows. */
const KEEPS_NOTHING: Readonly<Record<string, string>> = {
  "there is no IndexedDB": remove("indexedDB"),
  "IndexedDB throws": `IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };`,
  "IndexedDB does not open": `
    IDBFactory.prototype.open = () => {
      const request = new EventTarget();
      request.error = new DOMException("A mutation operation was attempted", "InvalidStateError");
      setTimeout(() => request.onerror?.(new Event("error")));
      return request;
    };`,
};

for (const [name, script] of Object.entries(KEEPS_NOTHING)) {
  test(`trains and uses a model if ${name}, and says that nothing is stored`, async ({ page }) => {
    const folder = temporaryFolder();
    await openWithout(page, { inPage: script, inWorkers: script });
    await expect(problems(page)).toContainText("does not store this page’s data");
    await checkScreen(page, `Data if ${name}`);
    await bringPhotos(page, folder.path, 8);
    await trainModel(page);
    await answerPhoto(page);
    await goTo(page, "models");
    await expect(page.getByRole("article")).toHaveCount(1);
    folder.remove();
  });
}

test("fine-tunes if nothing can be stored, and uses the fine-tuned model", async ({ page }) => {
  test.setTimeout(240_000);
  const folder = temporaryFolder();
  const script = KEEPS_NOTHING["IndexedDB throws"] ?? "";
  await openWithout(page, { inPage: script, inWorkers: script });
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await fineTune(page, { blocks: "last", epochs: 2 });
  // The better of the two is in use; with so few photos it may be either.
  await goTo(page, "models");
  await expect(models(page)).toHaveCount(2);
  await showResults(page, tunedModels(page).first());
  await answerPhoto(page);
  folder.remove();
});

test("asks for a secure address if opened at an insecure one", async ({ page }) => {
  const script = remove("crypto.subtle", "crypto.randomUUID", "navigator.locks", "navigator.storage");
  await openWithout(page, { inPage: script, inWorkers: script });
  await expect(problems(page)).toContainText("Open it over https, or as localhost.");
  await checkScreen(page, "Data at an insecure address");
});

/** Methods of arrays that older browsers lack, and that the message itself must not use. */
const NEWER = ["Array.prototype.toSorted", "Array.prototype.toReversed", "Array.prototype.findLast"];

test("names required features that the browser lacks", async ({ page }) => {
  const missing = ["WebAssembly", "OffscreenCanvas", "createImageBitmap", ...NEWER, "AbortSignal.timeout"];
  await openWithout(page, { inPage: remove("Worker", ...missing) });
  await expect(problems(page)).toContainText(/^This browser lacks WebAssembly, web workers, /);
  for (const feature of missing) await expect(problems(page)).toContainText(feature);
});

function problems(page: Page) {
  return at(page, "browser-problems");
}

/** Gives the current model a picture and waits for its prediction. */
async function answerPhoto(page: Page): Promise<void> {
  await goTo(page, "use");
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 240, height: 240 });
    canvas.getContext("2d")?.fillRect(60, 60, 90, 120);
    return canvas.toDataURL("image/png").replace(/^.*,/, "");
  });
  const buffer = Buffer.from(base64, "base64");
  await tryPhotos(page, { name: "face.png", mimeType: "image/png", buffer });
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
}
