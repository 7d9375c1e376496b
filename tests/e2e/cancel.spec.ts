import { expect, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";

test("cancelling stops the work and leaves everything usable", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 100);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByRole("button", { name: "Start training" }).click();
  const job = page.getByTestId("job");
  await expect(job).toContainText(/\d+ of 200 photos/, { timeout: 60_000 });
  await job.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Training was stopped")).toBeVisible();
  await expect(job).toBeHidden();

  // Nothing runs on: no photo is looked at any more.
  const cached = () => page.evaluate(countFeatures);
  const after = await cached();
  await page.waitForTimeout(1_500);
  expect(await cached()).toBe(after);
  expect(after).toBeLessThan(200);

  await goTo(page, "Data");
  await trainModel(page);
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
