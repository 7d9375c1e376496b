import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { give } from "../../scripts/page-driver/photos";
import { openFold } from "../../scripts/page-driver/results";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, someFaces, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

test.describe.configure({ timeout: 240_000 });

const EACH = 60;
/** How many male and how many female photos are in the folder of the other label. */
const WRONG = { male: 4, female: 2 };

test("checks labels, takes decisions by keyboard, and trains again on the new labels", async ({ page }) => {
  test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");
  const folder = temporaryFolder();
  const wrong = someInTheWrongFolder(folder.path);
  await give(page, "add-folder", folder.path);
  await trainModel(page);
  expect(await learnedFrom(page)).toEqual({ female: EACH + 2, male: EACH - 2 });
  const fold = await openFold(page, "labelCheck");
  await checkScreen(page, "Are the labels right?");

  await at(fold, "start-analysis").press("Enter");
  const list = at(fold, "review-grid");
  await expect(list).toBeVisible({ timeout: 60_000 });
  const heading = fold.getByText(/^The model disagrees with the label of \d+ of 120 photos\.$/);
  await expect(heading).toBeFocused();
  await checkScreen(page, "Doubted labels");
  const names = await list.getByRole("listitem").evaluateAll(fileNames);
  const found = names.slice(0, 2 * (WRONG.male + WRONG.female)).filter((name) => wrong.includes(name));
  expect(found.length, `in the first rows, of ${wrong}: ${found}`).toBeGreaterThanOrEqual(4);

  const [first = "", second = ""] = found;
  const card = cardOf(list, first);
  await expect(card).toContainText(/looks (fe)?male, (over )?\d+ %/);
  await at(card, "relabel-photo").press("Enter");
  await expect(card).toContainText(/now (fe)?male/);
  const changed = at(fold, "changed-since");
  await expect(changed).toBeVisible();
  await at(page, "undo").press("Enter");
  await expect(changed).toBeHidden();
  await expect(card).not.toContainText("now");

  for (const name of found) await cardOf(list, name).getByTestId("relabel-photo").click();
  await expect(cardOf(list, second)).toContainText("now");
  await checkScreen(page, "Doubted labels, some changed");
  await at(changed, "train-again").press("Enter");
  await at(page, "start-training").click();
  await page.waitForURL(/#results$/, { timeout: 90_000 });
  const back = found.filter((name) => name.startsWith("male_")).length;
  const male = EACH - 2 + back - (found.length - back);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("(2)");
  expect(await learnedFrom(page)).toEqual({ female: 2 * EACH - male, male });
  folder.remove();
});

test("a confirmed label stays off the list until the confirmation is undone", async ({ page }) => {
  test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");
  const folder = temporaryFolder();
  someInTheWrongFolder(folder.path);
  await give(page, "add-folder", folder.path);
  await trainModel(page);
  const fold = await openFold(page, "labelCheck");
  await at(fold, "start-analysis").click();
  const photos = at(fold, "review-grid").getByRole("listitem");
  await expect(photos.first()).toBeVisible({ timeout: 60_000 });
  const [first = "", second = "", ...others] = await photos.evaluateAll(fileNames);
  await photos.first().getByTestId("keep-label").press("Enter");
  await expect.poll(() => photos.evaluateAll(fileNames)).toEqual([second, ...others]);
  await expect(at(photos.first(), "keep-label")).toBeFocused();
  await at(page, "undo").press("Enter");
  await expect.poll(() => photos.evaluateAll(fileNames)).toEqual([first, second, ...others]);

  // In the large view, the next photo replaces the one whose label was confirmed.
  await photos.first().getByTestId("enlarge-photo").press("Enter");
  const view = page.getByRole("dialog");
  await at(view, "keep-label").press("Enter");
  await expect(view.getByRole("heading")).toHaveText(second);
  await at(view, "leave-out-photo").press("Enter");
  await page.keyboard.press("Escape");
  await expect(fold.getByText("You kept 1 label.")).toBeVisible();
  await checkScreen(page, "Doubted labels, one kept, one left out");
  await at(fold, "analyse-again").press("Enter");
  await expect(fold.getByText(/(of|all) 119 photos\.$/)).toBeFocused({ timeout: 60_000 });
  await expect(fold.getByText("You kept 1 label.")).toBeVisible();
  expect(await photos.evaluateAll(fileNames)).not.toContain(first);
  await at(fold, "doubt-again").click();
  await expect.poll(() => photos.evaluateAll(fileNames)).toContain(first);
  folder.remove();
});

test("the learning curve says whether more photos would help, and can be stopped", async ({ page }) => {
  const folder = temporaryFolder();
  const count = await bringPhotos(page, folder.path, 40);
  await trainModel(page);
  const few = at(page, "few-photos");
  await at(few, "start-analysis").press("Enter");
  const figures = /^Five-fold cross-validation, .*: accuracy [\d.]+\s±\s[\d.]+\s%, ROC AUC/;
  await expect(few.getByText(figures)).toBeFocused({ timeout: 60_000 });
  const fold = await openFold(page, "learningCurve");
  await checkScreen(page, "Would more photos help?");

  const start = at(fold, "start-analysis");
  await start.press("Enter");
  await at(fold, "job-cancel").press("Enter");
  await expect(fold.getByText("Stopped.")).toBeVisible();
  await expect(start).toBeFocused();
  await start.press("Enter");
  await expect(fold.getByText(/^(It is unclear whether )?[Mm]ore photos /).first()).toBeFocused({
    timeout: 120_000,
  });
  await expect(fold.getByRole("application", { name: /^Accuracy by number of photos/ })).toBeVisible();
  await expect(
    fold.getByText(new RegExp(`With \\d+ photos: accuracy .* With ${0.8 * count} photos: `)),
  ).toBeAttached();
  // The same folds give the same metrics.
  await expect(fold.getByText(figures)).toHaveText(await few.getByText(figures).innerText());
  await checkScreen(page, "A learning curve");
  folder.remove();
});

test("says why an analysis cannot be computed", async ({ page }) => {
  test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 7);
  await trainModel(page);
  const fold = await openFold(page, "learningCurve");
  await at(fold, "start-analysis").click();
  await expect(fold.getByRole("alert")).toContainText("at least 10 photos of each label");
  await expect(fold.getByRole("alert")).toContainText("there are 7 labelled female");
  await checkScreen(page, "No learning curve");
  folder.remove();
});

/** Copies real faces, some into the folder of the other label. @returns the names of those */
function someInTheWrongFolder(folder: string): string[] {
  someFaces(folder, EACH);
  return (["male", "female"] as const).flatMap((label) => {
    const other = label === "male" ? "female" : "male";
    const names = readdirSync(join(folder, label)).sort().slice(0, WRONG[label]);
    for (const name of names) renameSync(join(folder, label, name), join(folder, other, `${label}_${name}`));
    return names.map((name) => `${label}_${name}`);
  });
}

/** How many photos of each label the model was trained or validated on. */
async function learnedFrom(page: Page): Promise<{ female: number; male: number }> {
  await openFold(page, "training");
  const table = page.getByRole("table", { name: /^Photos of each label/ });
  await expect(table).toBeVisible();
  const rows = table.getByRole("row");
  const counts = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))),
  );
  const sum = (column: number) => counts.reduce((total, row) => total + (row[column] ?? 0), 0);
  return { female: sum(0), male: sum(1) };
}

function cardOf(list: Locator, name: string): Locator {
  return list.getByRole("listitem").filter({ hasText: name });
}

function fileNames(cards: (HTMLElement | SVGElement)[]): string[] {
  return cards.map((card) => card.dataset.path?.split("/").at(-1) ?? "");
}
