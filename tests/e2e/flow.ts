import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { drawFaces, give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { figure } from "../../scripts/page-driver/results";
import { chooseBackbone, openSettings, train } from "../../scripts/page-driver/training";
import { expect, sharedFaces } from "./fixtures";

/** A temporary folder; the test that asks for it removes it at its end. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "twofold-e2e-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Copies the first `each` real faces of each label into `folder`. */
export function someFaces(folder: string, each: number, from = 0): string {
  for (const label of ["male", "female"]) {
    const names = readdirSync(join(sharedFaces ?? "", label))
      .sort()
      .slice(from, from + each);
    for (const name of names) cpSync(join(sharedFaces ?? "", label, name), join(folder, label, name));
  }
  return folder;
}

/** Loads photos: real faces if this machine has them, otherwise faces that the page draws. */
export async function bringPhotos(page: Page, folder: string, each = 60): Promise<number> {
  if (sharedFaces === undefined) {
    await drawFaces(page);
    await canTrain(page);
    return 200;
  }
  await give(page, "add-folder", someFaces(folder, each));
  await canTrain(page);
  return 2 * each;
}

/** Waits until there are enough photos to train on. */
export async function canTrain(page: Page): Promise<void> {
  await expect(at(page, "train")).toBeEnabled({ timeout: 60_000 });
}

/** Trains on the loaded photos and waits for the results. */
export async function trainModel(page: Page): Promise<void> {
  await at(page, "train").click();
  await train(page);
  await expect(page).toHaveURL(/#results$/);
  await expect(figure(page, "accuracy")).toBeVisible();
}

/** The same with this backbone instead of the one that the page chose. */
export async function trainModelOn(page: Page, backbone: string): Promise<void> {
  await goTo(page, "train");
  await openSettings(page);
  await chooseBackbone(page, backbone);
  await train(page);
}
