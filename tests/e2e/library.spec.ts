import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { modelNamed, models, showResults } from "../../scripts/page-driver/models";
import { goTo } from "../../scripts/page-driver/places";
import { threshold } from "../../scripts/page-driver/results";
import { openSettings, setNumber, train } from "../../scripts/page-driver/training";
import { MODEL_FORMAT_NAMES, MODEL_FORMATS } from "../../src/models/formats/formats";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";

test("a model can be renamed, deleted and restored, and each change survives a reload", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await goTo(page, "models");
  const more = at(page, "model-more");
  await rename(models(page).first(), "Class 7b");
  const model = page.getByRole("article", { name: "Class 7b" });
  await expect(model).toBeVisible();
  await page.reload();
  await expect(model).toBeVisible();

  await more.click();
  await at(page, "model-delete").click();
  await expect(model).toBeHidden();
  await at(page, "undo").click();
  await expect(model).toBeVisible();
  await page.reload();
  await expect(model).toBeVisible();

  await more.click();
  await at(page, "model-delete").click();
  await expect(model).toBeHidden();
  await page.reload();
  await expect(models(page)).toHaveCount(0);
  await expect(at(page, "open-model-button")).toBeVisible();
  folder.remove();
});

test("models can be sorted, and two of them compared side by side, by keyboard too", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  await trainOneRound(page);
  await goTo(page, "models");
  const articles = page.getByRole("article");
  const names = () => articles.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  // The newest comes first.
  await rename(models(page).first(), "Zebra");
  await rename(models(page).last(), "Aardvark");

  const sort = at(page, "sort-models");
  expect(await names()).toEqual(["Zebra", "Aardvark"]);
  await sort.selectOption("name");
  expect(await names()).toEqual(["Aardvark", "Zebra"]);
  await page.reload();
  await expect(articles).toHaveCount(2);
  expect(await names()).toEqual(["Aardvark", "Zebra"]);

  // Choose the first, undo that, choose it again, then the second.
  const first = at(modelNamed(page, "Aardvark"), "model-compare");
  await first.press("Enter");
  await expect(first).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Compare Aardvark with which other model?")).toBeVisible();
  await at(page, "cancel-comparison").press("Enter");
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute("aria-pressed", "false");
  await first.press("Enter");
  await at(modelNamed(page, "Zebra"), "model-compare").press("Enter");

  await expect(page.getByRole("heading", { level: 1, name: "Two models side by side" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText("Both were checked on the same");
  await expect(page.getByRole("columnheader")).toHaveText(["AAardvark", "BZebra"]);
  await expect(page.getByRole("row", { name: /^Accuracy/ })).toContainText(/\d %.*\d %/);
  const chart = page.getByRole("application", { name: /^ROC curves of both models/ });
  await expect(chart).toHaveAccessibleDescription(/^A, Aardvark: At threshold .* B, Zebra: At threshold /);
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^A finds \S+ % of the female photos$/)).toBeVisible();
  await page.getByRole("radio", { name: "male", exact: true }).press("Space");
  await expect(page.getByText("share of male photos found")).toBeVisible();

  // Leave by the link, return with the browser's back button, and still there after a reload.
  await at(page, "all-models").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your models" })).toBeFocused();
  await page.goBack();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Two models side by side" })).toBeVisible();
  await at(page, "model-results").last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Zebra" })).toBeVisible();
  folder.remove();
});

test("two tabs do not undo each other's changes, and a tab says so if the other has deleted the model", async ({
  page,
  context,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  const other = await context.newPage();
  await other.goto("/#models");
  await rename(models(other).first(), "Class 7b");
  // The first tab still has the old model.
  await threshold(page).press("Home");
  await goTo(page, "models");
  await expect(modelNamed(page, "Class 7b")).toBeVisible();
  await other.reload();
  await showResults(other, modelNamed(other, "Class 7b"));
  await expect(threshold(other)).toHaveAttribute("aria-valuenow", "0.01");

  await goTo(other, "models");
  await at(other, "model-more").click();
  await at(other, "model-delete").click();
  await expect(models(other)).toHaveCount(0);
  await rename(models(page).first(), "Class 8");
  await expect(page.getByRole("alert")).toContainText("was deleted in another tab");
  await expect(models(page)).toHaveCount(0);
  folder.remove();
});

test("a model downloads for TensorFlow.js, for Keras, and as a Keras project to continue training", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  const button = at(page, "download-model");
  for (const format of MODEL_FORMAT_NAMES) {
    await button.press("Enter");
    // The menu is open once it has the focus.
    await expect(page.getByRole("menu").locator(":focus")).toHaveCount(1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      at(page, `download-${format}`).press("Enter"),
    ]);
    expect(download.suggestedFilename()).toBe(MODEL_FORMATS[format].fileName);
    await expect(button).toBeFocused();
  }
  folder.remove();
});

async function rename(model: Locator, name: string): Promise<void> {
  const page = model.page();
  await at(model, "model-more").click();
  await at(model, "model-rename").click();
  await at(page, "model-name").fill(name);
  await page.keyboard.press("Enter");
  await expect(modelNamed(page, name)).toBeVisible();
  // Wait until the menu has faded out: this test is faster than any user.
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Trains a worse model on the same photos and validates it on the same ones. */
async function trainOneRound(page: Page): Promise<void> {
  await goTo(page, "train");
  await openSettings(page);
  await setNumber(page, "training-epochs", 1);
  await train(page);
}
