import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { openFold } from "../../scripts/page-driver/results";
import { expect, sharedFaces, test } from "./fixtures";
import { someFaces, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");

test("finds duplicates, shows them as pairs to decide about, and mentions them next to the metrics", async ({
  page,
}) => {
  const folder = temporaryFolder();
  const [train, val, tests] = ["train", "val", "test"].map((part) => join(folder.path, part)) as [
    string,
    string,
    string,
  ];
  someFaces(train, 20);
  someFaces(val, 5, 20);
  someFaces(tests, 5, 25);
  const [wrong, similar] = namesIn(join(train, "female"));
  const [same] = namesIn(join(train, "male"));
  cpSync(join(train, "female", wrong), join(train, "male", `wrong-${wrong}`));
  cpSync(join(train, "male", same), join(tests, "male", `same-${same}`));
  const again = await savedAgain(page, join(train, "female", similar));
  writeFileSync(join(tests, "female", `similar-${similar}`), again);

  await give(page, "add-folder", folder.path);
  await expect(at(page, "train")).toBeEnabled({ timeout: 60_000 });
  await trainModel(page);
  const figures = at(page, "figures");
  // Copies are found by their bytes, without comparing pixels.
  await expect(figures).toContainText(
    "1 of these photos was also used for training: the metrics look better than they are.",
  );

  const fold = await openFold(page, "duplicates");
  await checkScreen(page, "Are there duplicates?");
  await at(fold, "start-analysis").press("Enter");
  const summary = fold.getByRole("status").filter({ hasText: /pairs? of photos|No duplicates/ });
  await expect(summary).toHaveText(
    "3 pairs of photos, 1 under different labels, 2 on two sides of the split.",
    { timeout: 30_000 },
  );
  await expect(figures).toContainText(
    "2 of these photos, or near-duplicates of them, were also used for training",
  );
  const labels = fold.getByRole("list", { name: "Under different labels" }).locator(":scope > li");
  const split = fold.getByRole("list", { name: "On two sides of the split" }).locator(":scope > li");
  expect(await pathsIn(labels)).toEqual([[`train/female/${wrong}`, `train/male/wrong-${wrong}`]]);
  expect(await pathsIn(split)).toEqual([
    [`train/male/${same}`, `test/male/same-${same}`],
    [`train/female/${similar}`, `test/female/similar-${similar}`],
  ]);
  await expect(labels).toContainText("The same file");
  await expect(split.first()).toContainText("The same file");
  await expect(split.first()).toContainText(/training photo.*test photo/);
  await expect(split.last()).toContainText("Nearly the same");
  const images = await fold.locator("figure img").all();
  expect(images).toHaveLength(6);
  for (const image of images) {
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBeGreaterThan(0);
  }
  await checkScreen(page, "Pairs of photos");

  // A photo that is left out stays in the list; this model was still trained on it.
  await split
    .last()
    .getByRole("button", { name: `Leave ${similar} out` })
    .press("Enter");
  await expect(summary).toHaveText(
    "2 pairs of photos, 1 under different labels, 1 on two sides of the split.",
  );
  await expect(split.last()).toContainText("Left out");
  await expect(split.last()).toBeFocused();
  await expect(figures).toContainText(
    "2 of these photos, or near-duplicates of them, were also used for training",
  );
  await at(page, "undo").click();
  await expect(summary).toHaveText(/^3 pairs of photos/);
  await expect(split.last()).not.toContainText("Left out");

  await labels.getByRole("button", { name: `Mark wrong-${wrong} as female` }).press("Enter");
  await expect(summary).toHaveText("3 pairs of photos, 2 on two sides of the split.");
  await labels.getByRole("button", { name: `Leave wrong-${wrong} out` }).press("Enter");
  await expect(summary).toHaveText("2 pairs of photos, 2 on two sides of the split.");
  await at(fold, "leave-out-spares").press("Enter");
  await expect(summary).toHaveText("No duplicates left.");
  await expect(fold.getByRole("heading", { name: "On two sides of the split" })).toBeFocused();
  // Validation photos stay.
  await expect(split.locator("figure[data-out]")).toHaveCount(2);
  for (const out of await split.locator("figure[data-out]").all())
    await expect(out).toHaveAttribute("data-path", /^(.*\/)?train\//);
  await checkScreen(page, "Pairs of photos, decided");
  folder.remove();
});

test("says if there are no duplicates, compares photos that are added later too, and can be stopped", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await give(page, "add-folder", someFaces(join(folder.path, "some"), 12));
  await expect(at(page, "train")).toBeEnabled({ timeout: 60_000 });
  await trainModel(page);
  await expect(page.getByRole("main")).not.toContainText("also used for training");
  let fold = await openFold(page, "duplicates");
  await at(fold, "start-analysis").press("Enter");
  await expect(fold).toContainText("No duplicates found.", { timeout: 30_000 });
  await checkScreen(page, "No duplicates found");

  await goTo(page, "data");
  await give(page, "add-folder", someFaces(join(folder.path, "more"), 300, 12));
  await expect(at(page, "place-data")).toContainText("624", { timeout: 60_000 });
  await goTo(page, "results");
  fold = await openFold(page, "duplicates");
  await expect(fold).toContainText("600 photos added since the last comparison.");
  await at(fold, "start-analysis").press("Enter");
  const job = at(fold, "job");
  await expect(job).toContainText(/\d of 600 photos/);
  await at(job, "job-cancel").press("Enter");
  await expect(fold).toContainText("Stopped. Photos already processed will not be processed again.");
  await expect(at(fold, "start-analysis")).toBeEnabled();
  folder.remove();
});

/** The paths of the two photos of each pair, relative to the folder that was added. */
function pathsIn(pairs: Locator): Promise<string[][]> {
  return pairs.evaluateAll((all) =>
    all.map((pair) =>
      [...pair.querySelectorAll("figure")].map((side) =>
        (side.getAttribute("data-path") ?? "").replace(/^.*?(?=(train|val|test)\/)/, ""),
      ),
    ),
  );
}

function namesIn(folder: string): [string, string] {
  const [first = "", second = ""] = readdirSync(folder).sort();
  return [first, second];
}

/** A photo made smaller and lighter and saved again, as another program might do it. */
async function savedAgain(page: Page, path: string): Promise<Buffer> {
  const bytes = await page.evaluate(
    async (photo) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(photo)]));
      const canvas = new OffscreenCanvas(bitmap.width * 0.7, bitmap.height * 0.7);
      const drawing = canvas.getContext("2d");
      if (drawing !== null) drawing.filter = "brightness(1.1)";
      drawing?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const saved = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.5 });
      return Array.from(new Uint8Array(await saved.arrayBuffer()));
    },
    [...readFileSync(path)],
  );
  return Buffer.from(bytes);
}
