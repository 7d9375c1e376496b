import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, sharedFaces } from "./fixtures";

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "twofold-e2e-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The first `each` real faces of each label, copied below `folder`. */
export function someFaces(folder: string, each: number, from = 0): string {
  for (const label of ["male", "female"]) {
    const names = readdirSync(join(sharedFaces ?? "", label))
      .sort()
      .slice(from, from + each);
    for (const name of names) cpSync(join(sharedFaces ?? "", label, name), join(folder, label, name));
  }
  return folder;
}

/** Photos on the page: real faces where they are, else the faces that the page draws. */
export async function bringPhotos(page: Page, folder: string, each = 60): Promise<number> {
  if (sharedFaces === undefined) {
    await page.getByRole("button", { name: "Try it with drawn faces" }).click();
    await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled({ timeout: 60_000 });
    return 200;
  }
  await page.getByTestId("add-folder").setInputFiles(someFaces(folder, each));
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled({ timeout: 60_000 });
  return 2 * each;
}

/** From photos to results. */
export async function trainModel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByRole("button", { name: /Start training|Train again/ }).click();
  await page.waitForURL(/#results$/, { timeout: 90_000 });
  await expect(figure(page, "accuracy")).toBeVisible();
}

/** The value of one of the five figures. */
export function figure(page: Page, name: "accuracy" | "precision" | "recall" | "f1" | "rocAuc"): Locator {
  return page.locator(`[data-figure="${name}"] dd`).first();
}

/** Goes to a place by the navigation. */
export async function goTo(
  page: Page,
  place: "Data" | "Train" | "Results" | "Use" | "Models",
): Promise<void> {
  await page
    .getByRole("navigation", { name: "Places" })
    .getByRole("link", { name: new RegExp(`^${place}`) })
    .click();
}

/** Drags files or folders from the desktop onto the page, which only the browser's own protocol can do. */
export async function drop(page: Page, ...files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
}
