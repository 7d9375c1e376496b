import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";

/** What a model of the first version that was trained on its starter says of its backbone. */
const FIRST = {
  id: "starter",
  width: 0.35,
  origin: "pretrained by Twofold on drawn faces",
  sha256: "0f1bffde59add3b5272e3f3763d2aeacf77ed9f1f31f228ed292f20b5cf63019",
};

const PHOTO = join(import.meta.dirname, "../fixtures/free/images/drawn_0.png");

test("a retired starter is not offered, and not loaded until a model needs it", async ({ page }) => {
  const folder = temporaryFolder();
  const loaded: string[] = [];
  page.on("request", (request) => {
    const [, file] = /backbone\/(.+)\.bin/.exec(request.url()) ?? [];
    if (file !== undefined) loaded.push(file);
  });
  const retired = `starter-${FIRST.sha256.slice(0, 12)}`;
  await bringPhotos(page, folder.path, 6);
  await trainModel(page);
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(page.getByRole("radio", { name: "starter backbone", exact: true })).toHaveCount(1);
  await expect(page.getByRole("radio", { name: /earlier/ })).toHaveCount(0);
  expect(loaded).not.toHaveLength(0);
  expect(loaded).not.toContain(retired);

  await standOn(page, FIRST);
  await page.reload();
  await goTo(page, "Results");
  await expect(page.getByText("This model uses the starter backbone of an earlier version.")).toBeVisible();
  await goTo(page, "Use");
  expect(loaded).not.toContain(retired);
  await page.getByLabel("Choose photos").setInputFiles(PHOTO);
  await expect(page.locator("[data-female]")).toHaveCount(1, { timeout: 60_000 });
  expect(loaded).toContain(retired);
  await expect(page.getByRole("contentinfo")).toContainText("earlier starter backbone");
  folder.remove();
});

/** Gives all models of this browser another backbone. */
async function standOn(page: Page, backbone: typeof FIRST): Promise<void> {
  await page.evaluate(
    (backbone) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("twofold");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction("models", "readwrite");
          const cursor = change.objectStore("models").openCursor();
          cursor.onsuccess = () => {
            cursor.result?.update({ ...cursor.result.value, backbone });
            cursor.result?.continue();
          };
          change.oncomplete = () => resolve();
          change.onerror = () => reject(change.error);
        };
      }),
    backbone,
  );
}
