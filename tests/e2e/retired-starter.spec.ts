import { join } from "node:path";
import type { Page } from "@playwright/test";
import { goTo } from "../../scripts/page-driver/places";
import { backboneChoice, openSettings } from "../../scripts/page-driver/training";
import { answers, tryPhotos } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";

/** The backbone recorded in a model that the first version trained on its starter. */
const FIRST = {
  id: "starter",
  width: 0.35,
  origin: "pretrained by Twofold on drawn faces",
  sha256: "0f1bffde59add3b5272e3f3763d2aeacf77ed9f1f31f228ed292f20b5cf63019",
};

const PHOTO = join(import.meta.dirname, "../fixtures/free/images/drawn_0.png");

test("a retired starter is not offered, and loads only when a model needs it", async ({ page }) => {
  const folder = temporaryFolder();
  const loaded: string[] = [];
  page.on("request", (request) => {
    const [, file] = /backbone\/(.+)\.bin/.exec(request.url()) ?? [];
    if (file !== undefined) loaded.push(file);
  });
  const retired = `starter-${FIRST.sha256.slice(0, 12)}`;
  await bringPhotos(page, folder.path, 6);
  await trainModel(page);
  await goTo(page, "train");
  await openSettings(page);
  await expect(backboneChoice(page, "starter")).toHaveCount(1);
  await expect(backboneChoice(page, "retired-starter")).toHaveCount(0);
  expect(loaded).not.toHaveLength(0);
  expect(loaded).not.toContain(retired);

  await standOn(page, FIRST);
  await page.reload();
  await goTo(page, "results");
  await expect(page.getByText("This model uses the starter backbone of an earlier version.")).toBeVisible();
  await goTo(page, "use");
  expect(loaded).not.toContain(retired);
  await tryPhotos(page, PHOTO);
  await expect(answers(page)).toHaveCount(1, { timeout: 60_000 });
  expect(loaded).toContain(retired);
  await expect(page.getByRole("contentinfo")).toContainText("earlier starter backbone");
  folder.remove();
});

/** Replaces the backbone in all models of this browser. */
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
