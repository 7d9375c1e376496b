import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { openSettings } from "../../scripts/page-driver/training";
import { answers, tryPhotos } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every screen is accessible and fits the window, ${colorScheme}`, async ({ page }) => {
    // Twenty screens, each checked at three widths.
    test.setTimeout(400_000);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const place of ["data", "train", "results", "use", "models"] as const) {
      await goTo(page, place);
      await checkScreen(page, `${place}, nothing there yet`);
    }

    const folder = temporaryFolder();
    await goTo(page, "data");
    await give(page, "add-photos", "tests/fixtures/free/images/drawn_0.png");
    await expect(at(page, "folder-question")).toBeVisible();
    await checkScreen(page, "Data, asking what a folder shows");
    await at(page, "folder-question-cancel").click();
    await bringPhotos(page, folder.path, 12);
    await checkScreen(page, "Data, photos in");
    await at(page, "train").click();
    await openSettings(page);
    await expect(at(page, "training-seed")).toBeVisible();
    await checkScreen(page, "Train, settings open");
    await goTo(page, "data");
    await trainModel(page);
    await checkScreen(page, "Results");
    for (const fold of await page.locator("main summary").all()) await fold.click();
    await checkScreen(page, "Results, all open");
    await goTo(page, "use");
    await checkScreen(page, "Use, no photo");
    await tryPhotos(page, "tests/fixtures/free/images/drawn_0.png");
    await expect(answers(page)).toHaveCount(1, { timeout: 30_000 });
    await checkScreen(page, "Use, one photo");
    await at(page, "use-camera").click();
    await expect(at(page, "camera").locator("[data-female]")).toBeVisible({
      timeout: 30_000,
    });
    await checkScreen(page, "Use, camera");
    await at(page, "stop-camera").click();
    await goTo(page, "models");
    await checkScreen(page, "Models");
    await at(page, "download-model").click();
    await expect(at(page, "download-keras-project")).toBeVisible();
    await checkScreen(page, "Models, the download menu");
    await page.keyboard.press("Escape");
    await goTo(page, "train");
    await at(page, "start-training").click();
    await page.waitForURL(/#results$/);
    await goTo(page, "models");
    await at(page, "model-compare").first().click();
    await expect(at(page, "cancel-comparison")).toBeVisible();
    await checkScreen(page, "Models, one chosen to compare");
    await at(page, "model-compare").last().click();
    await expect(page.getByRole("columnheader")).toHaveCount(2);
    await checkScreen(page, "Models, two side by side");
    await at(page, "all-models").click();
    await at(page, "model-more").first().click();
    await at(page, "model-delete").click();
    await expect(at(page, "undo")).toBeVisible();
    await checkScreen(page, "Models, one just deleted");
    folder.remove();
  });
}

test("dark and light follow the system", async ({ page }) => {
  const textColour = () => page.evaluate(() => getComputedStyle(document.body).color);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await textColour();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(textColour).not.toBe(light);
});

test("the whole job works with the keyboard alone", async ({ page }) => {
  await tabTo(page, at(page, "draw-faces"));
  await page.keyboard.press("Enter");
  await expect(at(page, "train")).toBeVisible({ timeout: 60_000 });
  await tabTo(page, page.getByRole("option"));
  await page.keyboard.press("Space");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(1);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("199");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("200");
  await page.evaluate(() => scrollTo(0, 0));
  await tabTo(page, at(page, "train"));
  await page.keyboard.press("Enter");
  await tabTo(page, at(page, "start-training"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/#results$/, { timeout: 90_000 });
  await tabTo(page, at(page, "use-model"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/#use$/);
});

/** Presses Tab until the element has the focus; fails if it cannot be reached. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Tab");
    const focused = await wanted.evaluateAll((elements) =>
      elements.some((element) => element === document.activeElement),
    );
    expect(focused).toBe(true);
  }).toPass({ timeout: 20_000, intervals: [0] });
}
