import { gzipSync } from "node:zlib";
import { at } from "../../scripts/page-driver/elements";
import { expect, test } from "./fixtures";

/** Kilobytes (1,000 bytes) of compressed JavaScript before anything is clicked. */
const MOST_SCRIPT = 250;

test("the first view stays within its JavaScript budget", async ({ page }) => {
  const scripts = new Set<string>();
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.add(request.url());
  });
  await page.reload();
  await expect(at(page, "draw-faces")).toBeVisible();
  await page.waitForLoadState("load");
  // Fetched again: the browser does not keep response bodies across the reload.
  const sizes = await Promise.all(
    [...scripts].map(async (url) => gzipSync(await (await page.request.get(url)).body()).length),
  );
  const kilobytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000;
  expect(scripts.size).toBeGreaterThan(0);
  expect(kilobytes).toBeLessThan(MOST_SCRIPT);
  expect(kilobytes, "compressed sizes were summed").toBeGreaterThan(MOST_SCRIPT / 5);
});
