import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { showResults, tunedModels } from "../../scripts/page-driver/models";
import { goTo } from "../../scripts/page-driver/places";
import { figure, openFold } from "../../scripts/page-driver/results";
import { prepareTuning } from "../../scripts/page-driver/training";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModelOn } from "./flow";
import { checkScreen } from "./screen";

/** A few rounds on a few photos; each takes long on a busy machine. */
test.describe.configure({ timeout: 240_000 });

test("fine-tunes by keyboard, with a pause, stores both models, and shows under Results what changed", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await at(page, "fine-tune").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: `Fine-tune “${name}”` })).toBeFocused();
  await checkScreen(page, "Fine-tune");
  await at(page, "tuned-blocks-all").press("ArrowRight");
  await expect(at(page, "tuned-blocks-last")).toBeChecked();
  await at(page, "tuning-settings").press("Enter");
  const shift = at(page, "augmentation-shift");
  await expect(shift).toBeDisabled();
  await expect(at(page, "augmentation-flip")).toBeChecked();
  await at(page, "tuned-blocks-last").press("ArrowLeft");
  await expect(shift).toBeChecked();
  await checkScreen(page, "Fine-tune, more settings");
  await at(page, "tuning-batchSize").fill("1");
  await at(page, "tuning-epochs").fill("4");
  await at(page, "start-fine-tuning").press("Enter");

  const job = at(page, "job");
  await expect(job).toContainText(/round \d of 4/, { timeout: 60_000 });
  await at(job, "job-pause").press("Enter");
  await expect(job.getByRole("status")).toHaveText("Paused");
  await expect(at(job, "job-pause")).toBeFocused();
  // The current step may still finish, but no other may start.
  const done = () => job.getByRole("progressbar").getAttribute("aria-valuenow");
  await settled(page, done);
  const before = await done();
  await page.waitForTimeout(2_000);
  expect(await done()).toBe(before);
  await checkScreen(page, "Fine-tuning, paused");
  await expect(page.getByText(/Fine-tuning begins after round \d+\./).first()).toBeAttached();
  await at(job, "job-pause").press("Enter");
  await expect(job.getByRole("status")).not.toHaveText("Paused");
  await page.waitForURL(/#results$/, { timeout: 120_000 });

  const change = at(page, "tuning-change");
  await expect(change).toContainText(/accuracy .*ROC AUC .* on the same \d+ (photos|drawings)/);
  await goTo(page, "models");
  await expect(page.getByRole("article")).toHaveCount(2);
  await showResults(page, tunedModels(page).first());
  await expect(figure(page, "accuracy")).toBeVisible();
  await openFold(page, "training");
  const how = at(page, "fold-training");
  await expect(how).toContainText("all blocks");
  await expect(how).toContainText("mirrored, shifted");
  await expect(how.getByText(/Fine-tuning begins after round \d+\./).first()).toBeAttached();
  await checkScreen(page, "Results, fine-tuned");
  await at(change, "compare-tuned").click();
  await expect(page.getByRole("columnheader")).toHaveText([`A${name}`, `B${name}, fine-tuned`]);
  folder.remove();
});

test("resumes a cancelled fine-tuning after a reload, once its photos are loaded again", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  await startTuning(page, 8);
  await cancelAfterRound(page, 1);
  const offer = at(page, "unfinished-tuning");
  await expect(offer).toContainText(/was stopped after \d of 8 rounds/);
  await expect(at(offer, "resume-tuning")).toBeEnabled();
  await expect(page.getByText("This discards the unfinished fine-tuning.")).toBeVisible();
  await checkScreen(page, "Fine-tune, cancelled");

  await page.reload();
  await expect(offer).toContainText(/was interrupted after \d of 8 rounds/);
  await expect(offer).toContainText(/photos are not loaded/);
  await expect(at(offer, "resume-tuning")).toBeHidden();
  await checkScreen(page, "Fine-tune, interrupted, without photos");
  await at(offer, "unfinished-tuning-add-photos").click();
  await checkScreen(page, "Data, interrupted fine-tuning");
  await bringPhotos(page, folder.path, 8);
  await at(offer, "resume-tuning").click();
  await expect(at(page, "job")).toContainText(/round [2-8] of 8/, { timeout: 60_000 });
  await page.waitForURL(/#results$/, { timeout: 120_000 });
  await goTo(page, "models");
  await expect(page.getByRole("article")).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(2);
  await goTo(page, "data");
  await expect(at(page, "choose-folder")).toBeVisible();
  await expect(offer).toBeHidden();
  folder.remove();
});

test("an unfinished fine-tuning can be discarded, and is deleted with its model", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  const offer = at(page, "unfinished-tuning");
  await startTuning(page, 30);
  await cancelAfterRound(page, 1);
  await at(offer, "discard-tuning").press("Enter");
  await expect(offer).toBeHidden();
  await expect(page.getByRole("main")).toBeFocused();

  await at(page, "start-fine-tuning").click();
  await cancelAfterRound(page, 1);
  await expect(offer).toBeVisible();
  await expect.poll(() => page.evaluate(keptPlans)).toBe(1);
  await goTo(page, "models");
  await at(page, "model-more").click();
  await at(page, "model-delete").click();
  await goTo(page, "data");
  await expect(offer).toBeHidden();
  await page.reload();
  await expect.poll(() => page.evaluate(keptPlans)).toBe(0);
  folder.remove();
});

test("fine-tuning asks for the photos that the model was trained on", async ({ page }) => {
  const folder = temporaryFolder();
  await bringTrained(page, folder.path);
  await goTo(page, "data");
  await page.getByRole("option").first().click();
  await page.keyboard.press("Delete");
  await goTo(page, "results");
  await at(page, "fine-tune").click();
  const wanted = at(page, "photos-wanted");
  await expect(wanted).toContainText("not exactly those that this model was trained on");
  await checkScreen(page, "Fine-tune, other photos");
  await at(wanted, "photos-wanted-train").click();
  await expect(at(page, "start-training")).toBeVisible();

  await page.goBack();
  await page.reload();
  await expect(wanted).toContainText("they are not loaded");
  await at(wanted, "photos-wanted-add").click();
  await expect(at(page, "choose-folder")).toBeVisible();
  folder.remove();
});

/** Loads photos and trains a model on them, with the backbone that ships with the project. */
async function bringTrained(page: Page, folder: string): Promise<void> {
  await bringPhotos(page, folder, 8);
  await trainModelOn(page, "starter");
}

/** Uses small batches, so that a round has several steps. */
async function startTuning(page: Page, rounds: number): Promise<void> {
  await prepareTuning(page, { epochs: rounds, batchSize: 2 });
  await at(page, "start-fine-tuning").click();
}

/** Cancels after this many rounds. */
async function cancelAfterRound(page: Page, rounds: number): Promise<void> {
  const job = at(page, "job");
  await expect(job).toContainText(new RegExp(`round ${rounds + 1} of`), { timeout: 120_000 });
  await at(job, "job-cancel").click();
  await expect(job).toBeHidden();
}

/** Waits until a value has not changed for a second. */
async function settled(page: Page, read: () => ReturnType<Locator["getAttribute"]>): Promise<void> {
  await expect(async () => {
    const before = await read();
    await page.waitForTimeout(1_000);
    expect(await read()).toBe(before);
  }).toPass({ timeout: 60_000 });
}

/** The number of unfinished fine-tuning runs that this browser stores. */
async function keptPlans(): Promise<number> {
  const open = indexedDB.open("twofold");
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error);
  });
  const count = database.transaction("tuning").objectStore("tuning").count("plan");
  const kept = await new Promise<number>((resolve, reject) => {
    count.onsuccess = () => resolve(count.result);
    count.onerror = () => reject(count.error);
  });
  database.close();
  return kept;
}
