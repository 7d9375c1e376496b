import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";

test("a model can be renamed, deleted and brought back, and all of it outlasts a reload", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await goTo(page, "Models");
  const more = page.getByRole("button", { name: /^More for/ });
  await rename(page, /^More for/, "Class 7b");
  const model = page.getByRole("article", { name: "Class 7b" });
  await expect(model).toBeVisible();
  await page.reload();
  await expect(model).toBeVisible();

  await more.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(model).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(model).toBeVisible();
  await page.reload();
  await expect(model).toBeVisible();

  await more.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(model).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "No models yet" })).toBeVisible();
  folder.remove();
});

test("models can be sorted, and two of them seen side by side, by keyboard too", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  await trainOneRound(page);
  await goTo(page, "Models");
  const articles = page.getByRole("article");
  const names = () => articles.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  await rename(page, /\(2\)$/, "Zebra");
  await rename(page, /^More for \d/, "Aardvark");

  const sort = page.getByRole("combobox", { name: "Sort the models" });
  expect(await names()).toEqual(["Zebra", "Aardvark"]);
  await sort.selectOption("By name");
  expect(await names()).toEqual(["Aardvark", "Zebra"]);
  await page.reload();
  await expect(articles).toHaveCount(2);
  expect(await names()).toEqual(["Aardvark", "Zebra"]);

  // Choose the first, take it back, choose it again, and the second.
  const first = page.getByRole("button", { name: "Compare Aardvark", exact: true });
  await first.press("Enter");
  await expect(first).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Compare Aardvark with which other model?")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute("aria-pressed", "false");
  await first.press("Enter");
  await page.getByRole("button", { name: "Compare Zebra with Aardvark" }).press("Enter");

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

  // Out by the link, in again by the browser's own button, and there after a reload.
  await page.getByRole("link", { name: "All models" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your models" })).toBeFocused();
  await page.goBack();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Two models side by side" })).toBeVisible();
  await page.getByRole("button", { name: "Results of Zebra" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Zebra" })).toBeVisible();
  folder.remove();
});

test("two tabs do not undo each other's changes, and one says so when the other has deleted the model", async ({
  page,
  context,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  const other = await context.newPage();
  await other.goto("/#models");
  await rename(other, /^More for/, "Class 7b");
  // The first tab still has the model from before.
  await page.getByRole("slider", { name: "Threshold for female" }).press("Home");
  await goTo(page, "Models");
  await expect(page.getByRole("article", { name: "Class 7b" })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("article", { name: "Class 7b" })).toBeVisible();
  await other.getByRole("button", { name: /^Results of/ }).click();
  const slider = other.getByRole("slider", { name: "Threshold for female" });
  await expect(slider).toHaveAttribute("aria-valuenow", "0.01");

  await goTo(other, "Models");
  await other.getByRole("button", { name: /^More for/ }).click();
  await other.getByRole("menuitem", { name: "Delete" }).click();
  await expect(other.getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the model" }).fill("Class 8");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("was deleted in another tab");
  await expect(page.getByRole("article")).toHaveCount(0);
  folder.remove();
});

test("a model downloads for TensorFlow.js, for Keras, and to go on with in Keras", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  const button = page.getByRole("button", { name: "Download model" });
  for (const [title, file] of [
    ["Download for TensorFlow.js", "tfjs.zip"],
    ["Download for Keras", "gender_classifier_mobilenetv2.h5"],
    ["Continue in Keras", "keras-project.zip"],
  ] as const) {
    await button.press("Enter");
    // It has opened when the focus is in it.
    await expect(page.getByRole("menu").locator(":focus")).toHaveCount(1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: title, exact: true }).press("Enter"),
    ]);
    expect(download.suggestedFilename()).toBe(file);
    await expect(button).toBeFocused();
  }
  folder.remove();
});

async function rename(page: Page, more: RegExp, name: string): Promise<void> {
  await page
    .getByRole("button", { name: more })
    .and(page.getByRole("button", { name: /^More for/ }))
    .click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the model" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name })).toBeVisible();
  // The menu fades away, and nobody is as fast as this test.
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Trains again on the same photos: a worse model, checked on the same ones. */
async function trainOneRound(page: Page): Promise<void> {
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Rounds (epochs)" }).fill("1");
  await page.getByRole("button", { name: "Train again" }).click();
  await page.waitForURL(/#results$/);
}
