import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bringPhotos, figure, goTo, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

/** Some rounds of a few photos; a busy machine takes its time for each. */
test.describe.configure({ timeout: 240_000 });

test("a model is fine-tuned by keyboard, with a pause; both are kept, and Results say what it changed", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("button", { name: "Fine-tune it" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Fine-tune “${name}”` })).toBeFocused();
  await checkScreen(page, "Fine-tune");
  await page.getByRole("radio", { name: "All blocks" }).press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Last blocks" })).toBeChecked();
  await page.getByRole("button", { name: "More settings" }).press("Enter");
  const shift = page.getByRole("switch", { name: "Shift" });
  await expect(shift).toBeDisabled();
  await expect(page.getByRole("switch", { name: "Mirror" })).toBeChecked();
  await page.getByRole("radio", { name: "Last blocks" }).press("ArrowLeft");
  await expect(shift).toBeChecked();
  await checkScreen(page, "Fine-tune, more settings");
  await page.getByRole("textbox", { name: "Batch size" }).fill("1");
  await page.getByRole("textbox", { name: "Rounds" }).fill("4");
  await page.getByRole("button", { name: "Start fine-tuning" }).press("Enter");

  const job = page.getByTestId("job");
  await expect(job).toContainText(/round \d of 4/, { timeout: 60_000 });
  await job.getByRole("button", { name: "Pause" }).press("Enter");
  await expect(job.getByRole("status")).toHaveText("Paused");
  await expect(job.getByRole("button", { name: "Go on" })).toBeFocused();
  // The step that was under way may still end; after it none may begin.
  const done = () => job.getByRole("progressbar").getAttribute("aria-valuenow");
  await settled(page, done);
  const before = await done();
  await page.waitForTimeout(2_000);
  expect(await done()).toBe(before);
  await checkScreen(page, "Fine-tuning, paused");
  await expect(page.getByText(/Fine-tuning begins after round \d+\./).first()).toBeAttached();
  await job.getByRole("button", { name: "Go on" }).press("Enter");
  await expect(job.getByRole("status")).not.toHaveText("Paused");
  await page.waitForURL(/#results$/, { timeout: 120_000 });

  const change = page.getByRole("region", { name: "What fine-tuning changed" });
  await expect(change).toContainText(/accuracy .*ROC AUC .* on the same \d+ (photos|drawings)/);
  await goTo(page, "Models");
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.getByRole("button", { name: `Results of ${name}, fine-tuned` }).click();
  await expect(figure(page, "accuracy")).toBeVisible();
  await page.getByText("How it was trained").click();
  const how = page.locator("details[open]");
  await expect(how).toContainText("all blocks");
  await expect(how).toContainText("mirrored, shifted");
  await expect(how.getByText(/Fine-tuning begins after round \d+\./).first()).toBeAttached();
  await checkScreen(page, "Results, fine-tuned");
  await change.getByRole("link", { name: "Compare the two" }).click();
  await expect(page.getByRole("columnheader")).toHaveText([`A${name}`, `B${name}, fine-tuned`]);
  folder.remove();
});

test("a cancelled fine-tuning goes on after a reload, when its photos are back", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  await startTuning(page, 8);
  await cancelAfterRound(page, 1);
  const offer = page.getByRole("region", { name: "Unfinished fine-tuning" });
  await expect(offer).toContainText(/was stopped after \d of 8 rounds/);
  await expect(offer.getByRole("button", { name: "Go on" })).toBeEnabled();
  await expect(page.getByText("The unfinished one is then discarded.")).toBeVisible();
  await checkScreen(page, "Fine-tune, cancelled");

  await page.reload();
  await expect(offer).toContainText(/was interrupted after \d of 8 rounds/);
  await expect(offer).toContainText(/photos are not on this page/);
  await expect(offer.getByRole("button", { name: "Go on" })).toBeHidden();
  await checkScreen(page, "Fine-tune, interrupted, without photos");
  await offer.getByRole("button", { name: "Add photos" }).click();
  await checkScreen(page, "Data, interrupted fine-tuning");
  await bringPhotos(page, folder.path, 8);
  await offer.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByTestId("job")).toContainText(/round [2-8] of 8/, { timeout: 60_000 });
  await page.waitForURL(/#results$/, { timeout: 120_000 });
  await goTo(page, "Models");
  await expect(page.getByRole("article")).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(2);
  await goTo(page, "Data");
  await expect(page.getByRole("button", { name: "Choose a folder" })).toBeVisible();
  await expect(offer).toBeHidden();
  folder.remove();
});

test("what is unfinished can be discarded, and goes with its model", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  const offer = page.getByRole("region", { name: "Unfinished fine-tuning" });
  await startTuning(page, 30);
  await cancelAfterRound(page, 1);
  await offer.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(offer).toBeHidden();
  await expect(page.getByRole("main")).toBeFocused();

  await page.getByRole("button", { name: "Start fine-tuning" }).click();
  await cancelAfterRound(page, 1);
  await expect(offer).toBeVisible();
  await goTo(page, "Models");
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await goTo(page, "Data");
  await expect(offer).toBeHidden();
  await page.reload();
  await expect.poll(() => page.evaluate(keptPlans)).toBe(0);
  folder.remove();
});

test("fine-tuning asks for the photos that the model learned from", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  await goTo(page, "Data");
  await page.getByRole("option").first().click();
  await page.keyboard.press("Delete");
  await goTo(page, "Results");
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  const wanted = page.getByRole("region", { name: "Photos" });
  await expect(wanted).toContainText("not just those that this model learned from");
  await checkScreen(page, "Fine-tune, other photos");
  await wanted.getByRole("button", { name: "Train on these" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeVisible();

  await page.goBack();
  await page.reload();
  await expect(wanted).toContainText("they are not on this page now");
  await wanted.getByRole("button", { name: "Add photos" }).click();
  await expect(page.getByRole("button", { name: "Choose a folder" })).toBeVisible();
  folder.remove();
});

/** Photos on the page and a model trained on them, on the backbone that ships with the project. */
async function bringTrained(page: Page, folder: string): Promise<void> {
  await bringPhotos(page, folder, 8);
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: /^starter/ }).check();
  await goTo(page, "Data");
  await trainModel(page);
}

/** In small steps, so that a round has several. */
async function startTuning(page: Page, rounds: number): Promise<void> {
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("textbox", { name: "Batch size" }).fill("2");
  await page.getByRole("textbox", { name: "Rounds" }).fill(String(rounds));
  await page.getByRole("button", { name: "Start fine-tuning" }).click();
}

/** Cancels once so many rounds are done. */
async function cancelAfterRound(page: Page, rounds: number): Promise<void> {
  const job = page.getByTestId("job");
  await expect(job).toContainText(new RegExp(`round ${rounds + 1} of`), { timeout: 120_000 });
  await job.getByRole("button", { name: "Cancel" }).click();
  await expect(job).toBeHidden();
}

/** Waits until something has been the same for a second. */
async function settled(page: Page, read: () => ReturnType<Locator["getAttribute"]>): Promise<void> {
  await expect(async () => {
    const before = await read();
    await page.waitForTimeout(1_000);
    expect(await read()).toBe(before);
  }).toPass({ timeout: 60_000 });
}

/** How many plans of unfinished fine-tunings this browser keeps. */
async function keptPlans(): Promise<number> {
  const open = indexedDB.open("twofold");
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error);
  });
  const count = database.transaction("tuning").objectStore("tuning").count();
  const kept = await new Promise<number>((resolve, reject) => {
    count.onsuccess = () => resolve(count.result);
    count.onerror = () => reject(count.error);
  });
  database.close();
  return kept;
}
