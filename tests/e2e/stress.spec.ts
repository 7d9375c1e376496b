import { at } from "../../scripts/page-driver/elements";
import { goTo } from "../../scripts/page-driver/places";
import { analyse, openFold } from "../../scripts/page-driver/results";
import { CONDITIONS, conditionName } from "../../src/conditions/conditions";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

/** About 24 photos in 28 versions each; this takes long on a busy machine. */
test.describe.configure({ timeout: 240_000 });

const NAMES = CONDITIONS.map(conditionName);

test("classifies the photos in bad conditions, shows which conditions hurt, and offers to fine-tune for them", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path);
  await trainModel(page);
  const fold = await openFold(page, "stress");
  await expect(fold).toContainText(
    /All \d+ photos that the model was checked on are loaded\. It takes about \d+/,
  );
  await checkScreen(page, "Results, bad conditions offered");
  await at(fold, "start-analysis").press("Enter");
  await expect(at(fold, "job")).toContainText(/\d+ of \d+ photos/);

  const rows = at(fold, "conditions").getByRole("button");
  await expect(rows).toHaveCount(NAMES.length, { timeout: 120_000 });
  await expect(fold.getByText(/^It gets \d+ % of these photos right as they are/)).toBeFocused();
  for (const [index, name] of NAMES.entries()) {
    await expect(rows.nth(index)).toHaveAccessibleName(
      new RegExp(`^${name} Light: [\\d.]+ % .*Medium: [\\d.]+ % .*Strong: [\\d.]+ %`),
    );
  }
  await checkScreen(page, "Results, in bad conditions");

  const noise = rows.nth(NAMES.indexOf("Noise"));
  await noise.press("Enter");
  await expect(noise).toHaveAttribute("aria-expanded", "true");
  const detail = at(fold, "condition-detail");
  const pictures = at(detail, "condition-examples").getByRole("img");
  await expect(pictures).toHaveCount(4);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(224);
  }
  await expect(detail).toContainText(/values off by 38 %.*ROC AUC [\d.]+, \d+ photos? becomes? wrong/s);
  await checkScreen(page, "Results, noise opened");

  await at(fold, "tune-in-conditions").click();
  await expect(at(page, "start-fine-tuning")).toBeVisible();
  await expect(at(page, "tuned-blocks-all")).toBeChecked();
  await expect(at(page, "augmentation-conditions")).toBeChecked();
  await expect(at(page, "augmentation-flip")).toBeChecked();
  const which = at(page, "tuned-conditions");
  await expect(which.getByRole("checkbox", { checked: true })).toHaveCount(NAMES.length);
  await checkScreen(page, "Fine-tune, bad conditions");
  await at(page, "tuned-blocks-last").press("Space");
  await expect(at(page, "augmentation-conditions")).toBeDisabled();
  await expect(which).toBeHidden();
  await at(page, "tuned-blocks-all").press("Space");
  await expect(which).toBeVisible();
  await at(page, "augmentation-conditions").press("Space");
  await expect(which).toBeHidden();
  await at(page, "augmentation-conditions").press("Space");
  await expect(which.getByRole("checkbox", { checked: true })).toHaveCount(NAMES.length);
  folder.remove();
});

test("shows the photos whose prediction flips, and enlarges them", async ({ page }) => {
  test.skip(sharedFaces === undefined, "needs ../shared/faces: drawn faces may all stay right");
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path);
  await trainModel(page);
  await analyse(page, "stress");
  await page.locator("[data-condition=noise]").click();
  const tipped = at(at(page, "condition-detail"), "review-grid");
  await expect(tipped.getByRole("listitem").first()).toContainText(
    /As it is: (female|male), .*\s%\. (Light|Medium|Strong): (female|male), .*\s%\./,
  );
  await at(tipped, "enlarge-photo").first().click();
  await expect(at(page, "photo-dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(at(page, "photo-dialog")).toBeHidden();
  folder.remove();
});

test("the stress test can be cancelled, and needs the photos", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path);
  await trainModel(page);
  const fold = await openFold(page, "stress");
  await at(fold, "start-analysis").press("Enter");
  await expect(at(fold, "job")).toContainText(/[1-9]\d* of \d+ photos/, { timeout: 60_000 });
  await at(fold, "job-cancel").press("Enter");
  await expect(at(fold, "start-analysis")).toBeFocused();

  await page.reload();
  await goTo(page, "results");
  const again = await openFold(page, "stress");
  await expect(again).toContainText(/0 of the \d+ photos that the model was checked on are loaded\./);
  await checkScreen(page, "Results, bad conditions without photos");
  await at(again, "start-analysis").click();
  await expect(page).toHaveURL(/#data$/);
  folder.remove();
});
