import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Kilobytes (1,000 bytes) of compressed JavaScript before anything is clicked. */
const MOST_SCRIPT = 250;

test("the first view loads no more JavaScript than it should", async ({ page }) => {
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  await page.reload();
  await expect(page.getByRole("button", { name: "Try it with drawn faces" })).toBeVisible();
  await page.waitForLoadState("load");
  const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
  const kilobytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000;
  expect(scripts.length).toBeGreaterThan(0);
  expect(kilobytes).toBeLessThan(MOST_SCRIPT);
  expect(kilobytes, "compressed sizes were summed").toBeGreaterThan(MOST_SCRIPT / 5);
});
