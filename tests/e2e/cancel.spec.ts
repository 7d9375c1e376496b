import { at } from "../../scripts/page-driver/elements";
import { goTo } from "../../scripts/page-driver/places";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";

test("stops the work when cancelled, and everything stays usable", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 100);
  await at(page, "train").click();
  await at(page, "start-training").click();
  const job = at(page, "job");
  await expect(job).toContainText(/\d+ of 200 photos/, { timeout: 60_000 });
  await at(job, "job-cancel").click();
  await expect(at(page, "training-cancelled")).toBeVisible();
  await expect(job).toBeHidden();

  // Nothing keeps running: no more features are extracted.
  const cached = () => page.evaluate(countFeatures);
  const after = await cached();
  await page.waitForTimeout(1_500);
  expect(await cached()).toBe(after);
  expect(after).toBeLessThan(200);

  await goTo(page, "data");
  await trainModel(page);
  // This proves that the right store was counted.
  expect(await cached()).toBe(200);
  folder.remove();
});

/** How many photos' features the page has cached. */
async function countFeatures(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("twofold");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  if (!database.objectStoreNames.contains("features")) return 0;
  const count = await new Promise<number>((resolve, reject) => {
    const request = database.transaction("features").objectStore("features").count();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  database.close();
  return count;
}
