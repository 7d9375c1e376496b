import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { answers } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";
import { openWithout } from "./without";

/** Flips the lowest bit of one value in a thousand, like browsers that protect against fingerprinting. */
const ALTERED = {
  inWorkers: `
    const getImageData = OffscreenCanvasRenderingContext2D.prototype.getImageData;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...area) {
      const image = getImageData.apply(this, area);
      for (let index = 0; index < image.data.length; index += 1001) image.data[index] ^= 1;
      return image;
    };`,
};

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("reports that the browser alters pixels, and does not train on them", async ({ page }) => {
  await openWithout(page, ALTERED);
  await expect(notice(page)).toContainText("This browser alters the pixels that pages read.");
  await expect(notice(page)).toContainText("privacy.resistFingerprinting");
  await checkScreen(page, "Data with altered pixels");
  await give(page, "add-folder", drawings(folder.path));
  await at(page, "train").click();
  await at(page, "start-training").click();
  await expect(page.getByRole("alert")).toHaveCount(2);
  await expect(page.getByRole("alert").last()).toContainText("Results would be wrong.");
  await page.goto("/#models");
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("does not classify photos if the browser alters pixels", async ({ page }) => {
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await openWithout(page, ALTERED);
  await expect(notice(page)).toBeVisible();
  await goTo(page, "use");
  await expect(page.getByRole("alert").last()).toContainText("Results would be wrong.");
  await expect(answers(page)).toHaveCount(0);
});

test("shows no warning if pixels are read back as drawn", async ({ page }) => {
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await expect(notice(page)).toHaveCount(0);
});

/** The repository's six drawings, three per label: in such a browser the page itself draws no faces. */
function drawings(folder: string): string {
  const images = fileURLToPath(new URL("../fixtures/free/images", import.meta.url));
  for (const [index, label] of ["male", "female", "male", "female", "male", "female"].entries())
    cpSync(join(images, `drawn_${index}.png`), join(folder, label, `${index}.png`));
  return folder;
}

function notice(page: Page) {
  return at(page, "browser-problems");
}
