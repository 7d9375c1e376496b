import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every screen is accessible and fits, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const place of ["Data", "Train", "Results", "Use", "Models"] as const) {
      await goTo(page, place);
      await checkScreen(page, `${place}, nothing there yet`);
    }

    const folder = temporaryFolder();
    await goTo(page, "Data");
    await page.getByTestId("add-photos").setInputFiles("tests/fixtures/free/images/drawn_0.png");
    await expect(page.getByTestId("folder-question")).toBeVisible();
    await checkScreen(page, "Data, asking what a folder shows");
    await page.getByRole("button", { name: "Cancel" }).click();
    await bringPhotos(page, folder.path, 12);
    await checkScreen(page, "Data, photos in");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByRole("button", { name: "Settings" }).click();
    await expect(page.getByRole("textbox", { name: "Seed" })).toBeVisible();
    await checkScreen(page, "Train, settings open");
    await goTo(page, "Data");
    await trainModel(page);
    await checkScreen(page, "Results");
    for (const fold of await page.locator("main summary").all()) await fold.click();
    await checkScreen(page, "Results, all open");
    await goTo(page, "Use");
    await checkScreen(page, "Use, no photo");
    await page.getByLabel("Choose photos").setInputFiles("tests/fixtures/free/images/drawn_0.png");
    await expect(page.locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
    await checkScreen(page, "Use, one photo");
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect(page.getByRole("region", { name: "Camera" }).locator("[data-female]")).toBeVisible({
      timeout: 30_000,
    });
    await checkScreen(page, "Use, camera");
    await page.getByRole("button", { name: "Stop" }).click();
    await goTo(page, "Models");
    await checkScreen(page, "Models");
    await page.getByRole("button", { name: /^Download/ }).click();
    await expect(page.getByRole("menuitem", { name: "Continue in Keras" })).toBeVisible();
    await checkScreen(page, "Models, what to download");
    await page.keyboard.press("Escape");
    await goTo(page, "Train");
    await page.getByRole("button", { name: "Train again" }).click();
    await page.waitForURL(/#results$/);
    await goTo(page, "Models");
    await page
      .getByRole("button", { name: /^Compare/ })
      .first()
      .click();
    await expect(page.getByText("with which other model?")).toBeVisible();
    await checkScreen(page, "Models, one chosen to compare");
    await page.getByRole("button", { name: /^Compare .* with / }).click();
    await expect(page.getByRole("columnheader")).toHaveCount(2);
    await checkScreen(page, "Models, two side by side");
    await page.getByRole("link", { name: "All models" }).click();
    await page
      .getByRole("button", { name: /^More for/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeVisible();
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

test("the whole job can be done with the keyboard", async ({ page }) => {
  await tabTo(page, "button", "Try it with drawn faces");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible({ timeout: 60_000 });
  await tabTo(page, "option", /drawn_/);
  await page.keyboard.press("Space");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(1);
  await page.keyboard.press("Delete");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("199");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("200");
  await page.evaluate(() => scrollTo(0, 0));
  await tabTo(page, "button", "Train");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Start training");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#results$/, { timeout: 90_000 });
  await tabTo(page, "button", "Use it");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#use$/);
});

/** Presses Tab until the element has the focus; fails where it cannot be reached. */
async function tabTo(page: Page, role: "button" | "option", name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, ...(typeof name === "string" && { exact: true }) });
  await expect(async () => {
    await page.keyboard.press("Tab");
    const focused = await wanted.evaluateAll((elements) =>
      elements.some((element) => element === document.activeElement),
    );
    expect(focused).toBe(true);
  }).toPass({ timeout: 20_000, intervals: [0] });
}
