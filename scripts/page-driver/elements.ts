/**
 * Operates the page like a person, with its own inputs, links and buttons. Finds elements by test id (see
 * `src/app/test-ids.ts`) or by role, never by their text.
 */
import { basename } from "node:path";
import type { Download, Locator, Page } from "playwright-core";
import type { TestId } from "../../src/app/test-ids";

/** A page or a part of it. */
export type Within = Page | Locator;

/** The elements with a test id, in the page or a part of it. */
export function at(within: Within, id: TestId): Locator {
  return within.getByTestId(id);
}

/** The CSS selector of a test id, for code that runs in the page. */
export function selector(id: TestId): string {
  return `[data-testid="${id}"]`;
}

/** Clicks and waits for the download that this starts. */
export async function downloadBy(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return download;
}

/** Drags files or folders from the desktop onto the page; only Chromium's own protocol can do that. */
export async function drop(page: Page, ...files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await client.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await client.detach();
}

/** The card of a photo. It is found by accessible name, which is the file's name and so not the page's text. */
export function photoCard(page: Page, path: string): Locator {
  return page.getByRole("article", { name: basename(path), exact: true });
}

/** Chooses a value of a segmented control. */
export function choose(control: Locator, value: string): Promise<void> {
  return control.locator(`input[value="${value}"] + label`).click();
}
