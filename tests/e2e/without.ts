import type { Page } from "@playwright/test";

/** Scripts that remove features from a browser. */
export interface Taken {
  readonly inPage?: string;
  readonly inWorkers?: string;
}

/** Reloads the page as in a browser that lacks a feature: the scripts run before any of our code. */
export async function openWithout(page: Page, { inPage = "", inWorkers = "" }: Taken): Promise<void> {
  await page.addInitScript(inPage);
  // This chunk has all of the worker's code. The block keeps names from clashing.
  await page.route(/\/assets\/engine-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${inWorkers} }${await response.text()}` });
  });
  await page.reload();
}

/** A script that permanently removes properties, `navigator.storage` for example. */
export function remove(...properties: string[]): string {
  return properties
    .map((property) => {
      const at = property.lastIndexOf(".");
      const owner = at < 0 ? "globalThis" : property.slice(0, at);
      return `Object.defineProperty(${owner}, "${property.slice(at + 1)}", { value: undefined });`;
    })
    .join("\n");
}
