import type { Page } from "@playwright/test";

/** Scripts that take something away from a browser. */
export interface Taken {
  readonly inPage?: string;
  readonly inWorkers?: string;
}

/** Opens the page anew in a browser that lacks something: the scripts run before anything of ours. */
export async function openWithout(page: Page, { inPage = "", inWorkers = "" }: Taken): Promise<void> {
  await page.addInitScript(inPage);
  // The worker's own code, all of which lies in this chunk. A block, so that no name is there twice.
  await page.route(/\/assets\/engine-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${inWorkers} }${await response.text()}` });
  });
  await page.reload();
}

/** A script that removes properties, `navigator.storage` for example, for good. */
export function remove(...properties: string[]): string {
  return properties
    .map((property) => {
      const at = property.lastIndexOf(".");
      const owner = at < 0 ? "globalThis" : property.slice(0, at);
      return `Object.defineProperty(${owner}, "${property.slice(at + 1)}", { value: undefined });`;
    })
    .join("\n");
}
