import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { at, drop } from "../../scripts/page-driver/elements";
import { saveProject } from "../../scripts/page-driver/models";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { readEvaluation } from "../../scripts/page-driver/results";
import { chooseBackbone, openSettings } from "../../scripts/page-driver/training";
import { expect, sharedBackbone, sharedFaces, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";

/** Photos per label: all of `../shared/faces`. */
const FACES = 400;

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("a project saved without photos trains to the same digits in another browser", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const photos = await bringPhotos(page, folder.path, FACES);
  await trainModel(page);
  const before = await readEvaluation(page);
  const file = await savedProject(page, folder.path, "without");
  expect(statSync(file).size, "no photo is in it").toBeLessThan(photos * 1280 * 4 + 12_000_000);

  await elsewhere(browser, async (other) => {
    await give(other, "open-project", file);
    await expect(other.getByText(`${photos} photos and 1 model from project.twofold.`)).toBeVisible();
    await expect(other.getByRole("heading", { level: 1 })).toContainText(`${photos}`);
    await expect(other.getByText(/photos are missing, but their cached features/)).toBeVisible();
    await goTo(other, "results");
    expect(await readEvaluation(other)).toEqual(before);

    await goTo(other, "data");
    await trainModel(other);
    const again = await readEvaluation(other);
    expect(again.metrics).toEqual(before.metrics);
    expect(again.history).toEqual(before.history);
    expect(again.counts).toEqual(before.counts);
    await goTo(other, "models");
    await expect(other.getByRole("article")).toHaveCount(2);
  });
});

test("opening a project with photos restores everything, and undo restores the previous state", async ({
  page,
  browser,
}) => {
  const photos = await bringPhotos(page, folder.path, 12);
  const first = page.getByRole("option").first();
  const name = await first.getAttribute("title");
  await first.click();
  await at(page, "mark-male").click();
  const file = await savedProject(page, folder.path, "with");

  await elsewhere(browser, async (other) => {
    await at(other, "draw-faces").click();
    await expect(other.getByRole("heading", { level: 1 })).toContainText("200 drawn faces", {
      timeout: 60_000,
    });
    await give(other, "open-project", file);
    await expect(other.getByText(`${photos} photos from project.twofold.`)).toBeVisible();
    const moved = other.locator("[role=listbox][data-label=male]").getByTitle(name ?? "", { exact: true });
    await expect(moved.locator("img")).toBeVisible();
    await expect(other.getByText(/missing/)).toHaveCount(0);
    await at(other, "undo-edit").click();
    await expect(other.getByRole("heading", { level: 1 })).toContainText("200 drawn faces");
  });
});

test("photos missing from a project are restored from their folder", async ({ page, browser }) => {
  const photos = await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const file = await savedProject(page, folder.path, "without");
  await elsewhere(browser, async (other) => {
    await give(other, "open-project", file);
    await expect(other.getByText(/photos are missing/)).toBeVisible();
    await expect(other.getByRole("option").locator("img")).toHaveCount(0);
    if (sharedFaces === undefined) {
      await at(other, "add-menu").click();
      await at(other, "add-drawn-faces").click();
    } else await give(other, "add-folder", folder.path);
    await expect(other.getByText(`${photos} photos found again`)).toBeVisible({ timeout: 60_000 });
    await expect(other.getByText(/photos are missing/)).toHaveCount(0);
    await expect(other.getByRole("option").first().locator("img")).toBeVisible();
    await expect(other.getByRole("heading", { level: 1 })).toContainText(`${photos}`);
  });
});

test("says why missing photos cannot be trained on with a backbone that has no features of them", async ({
  page,
  browser,
}) => {
  test.skip(sharedBackbone === undefined, "The build has only one backbone.");
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const file = await savedProject(page, folder.path, "without");
  await elsewhere(browser, async (other) => {
    await give(other, "open-project", file);
    await expect(other.getByText(/photos are missing/)).toBeVisible();
    await goTo(other, "train");
    await openSettings(other);
    await chooseBackbone(other, "starter");
    await goTo(other, "data");
    await expect(
      other.getByText(/photos are missing, and the selected backbone has no cached features for them/),
    ).toBeVisible();
    await goTo(other, "train");
    await at(other, "start-training").click();
    const said = other
      .getByRole("alert")
      .filter({ hasText: /photos are not here, nor what .* sees in them/ });
    await expect(said).toBeVisible({ timeout: 60_000 });
  });
});

test("says why it rejects a damaged project and changes nothing; an intact one can be dropped anywhere", async ({
  page,
}) => {
  await bringPhotos(page, folder.path, 6);
  const file = await savedProject(page, folder.path, "with");
  const bytes = readFileSync(file);
  const cut = join(folder.path, "cut.twofold");
  await writeFile(cut, bytes.subarray(0, bytes.length - 2_000));
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  await give(page, "open-project", cut);
  await expect(page.getByRole("alert")).toContainText("The project cannot be opened");
  await expect(page.getByRole("alert")).toContainText("cut.twofold");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? "");
  await at(page, "error-action").click();
  await goTo(page, "models");
  await drop(page, file);
  await expect(page.getByText(/photos from project\.twofold/)).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`saving and opening are accessible and fit the window, ${colorScheme}`, async ({ page, browser }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await bringPhotos(page, folder.path, 12);
    await at(page, "save-project").click();
    await expect(page.getByRole("dialog").getByText(/about/).first()).toBeVisible();
    await checkScreen(page, "Saving");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    const file = await savedProject(page, folder.path, "without");
    await elsewhere(browser, async (other) => {
      await other.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await give(other, "open-project", file);
      await expect(other.getByText(/holds only the labels of/)).toBeVisible();
      await checkScreen(other, "A project without its photos");
    });
  });
}

/** Downloads the project. @returns its path */
async function savedProject(page: Page, folder: string, photos: "with" | "without"): Promise<string> {
  await goTo(page, "data");
  const download = await saveProject(page, photos);
  expect(download.suggestedFilename()).toBe("project.twofold");
  const path = join(folder, "project.twofold");
  await download.saveAs(path);
  return path;
}

/** The page in a browser that shares no data with this one. */
async function elsewhere(browser: Browser, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto("/");
    await look(page);
  } finally {
    await context.close();
  }
}

/** Checks that axe finds nothing and nothing is cut off at either side, narrow and wide. */
async function checkScreen(page: Page, name: string): Promise<void> {
  for (const size of [
    { width: 360, height: 740 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(overflow, `${name} at ${size.width} px`).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect(found, `${name} at ${size.width} px`).toEqual([]);
  }
}
