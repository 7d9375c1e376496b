import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { expect, sharedBackbone, sharedFaces, test } from "./fixtures";
import { bringPhotos, drop, goTo, temporaryFolder, trainModel } from "./flow";

/** Of each label; all that there are. */
const FACES = 400;

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("a project saved without photos trains elsewhere to the same digits", async ({ page, browser }) => {
  test.setTimeout(300_000);
  const photos = await bringPhotos(page, folder.path, FACES);
  await trainModel(page);
  const before = await reportOf(page);
  const file = await saveProject(page, folder.path, "Without the photos");
  expect(statSync(file).size, "no photo is in it").toBeLessThan(photos * 1280 * 4 + 12_000_000);

  await elsewhere(browser, async (other) => {
    await other.getByTestId("open-project").setInputFiles(file);
    await expect(other.getByText(`${photos} photos and 1 model from project.twofold.`)).toBeVisible();
    await expect(other.getByRole("heading", { level: 1 })).toContainText(`${photos}`);
    await expect(other.getByText(/photos are missing, but their cached features/)).toBeVisible();
    await goTo(other, "Results");
    expect(await reportOf(other)).toEqual(before);

    await goTo(other, "Data");
    await trainModel(other);
    const again = await reportOf(other);
    expect(again.metrics).toEqual(before.metrics);
    expect(again.history).toEqual(before.history);
    expect(again.counts).toEqual(before.counts);
    await goTo(other, "Models");
    await expect(other.getByRole("article")).toHaveCount(2);
  });
});

test("with its photos, everything is there again, and undo brings back what was there", async ({
  page,
  browser,
}) => {
  const photos = await bringPhotos(page, folder.path, 12);
  const first = page.getByRole("option").first();
  const name = await first.getAttribute("title");
  await first.click();
  await page.getByRole("button", { name: "Mark as male" }).click();
  const file = await saveProject(page, folder.path, "With the photos");

  await elsewhere(browser, async (other) => {
    await other.getByRole("button", { name: "Try it with drawn faces" }).click();
    await expect(other.getByRole("heading", { level: 1 })).toContainText("200 drawn faces", {
      timeout: 60_000,
    });
    await other.getByTestId("open-project").setInputFiles(file);
    await expect(other.getByText(`${photos} photos from project.twofold.`)).toBeVisible();
    const moved = other
      .getByRole("listbox", { name: "Photos labelled male" })
      .getByTitle(name ?? "", { exact: true });
    await expect(moved.locator("img")).toBeVisible();
    await expect(other.getByText(/missing/)).toHaveCount(0);
    await other.getByRole("button", { name: /^Undo: project\.twofold opened/ }).click();
    await expect(other.getByRole("heading", { level: 1 })).toContainText("200 drawn faces");
  });
});

test("photos that a project did not bring come back with their folder", async ({ page, browser }) => {
  const photos = await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const file = await saveProject(page, folder.path, "Without the photos");
  await elsewhere(browser, async (other) => {
    await other.getByTestId("open-project").setInputFiles(file);
    await expect(other.getByText(/photos are missing/)).toBeVisible();
    await expect(other.getByRole("option").locator("img")).toHaveCount(0);
    if (sharedFaces === undefined) {
      await other.getByRole("button", { name: "Add photos" }).click();
      await other.getByRole("menuitem", { name: "Drawn faces" }).click();
    } else await other.getByTestId("add-folder").setInputFiles(folder.path);
    await expect(other.getByText(`${photos} photos found again`)).toBeVisible({ timeout: 60_000 });
    await expect(other.getByText(/photos are missing/)).toHaveCount(0);
    await expect(other.getByRole("option").first().locator("img")).toBeVisible();
    await expect(other.getByRole("heading", { level: 1 })).toContainText(`${photos}`);
  });
});

test("with a backbone that never saw them, absent photos cannot be trained on, in words", async ({
  page,
  browser,
}) => {
  test.skip(sharedBackbone === undefined, "The build has one backbone only.");
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const file = await saveProject(page, folder.path, "Without the photos");
  await elsewhere(browser, async (other) => {
    await other.getByTestId("open-project").setInputFiles(file);
    await expect(other.getByText(/photos are missing/)).toBeVisible();
    await other.getByRole("button", { name: "Train", exact: true }).click();
    await other.getByRole("button", { name: "Settings" }).click();
    await other.getByRole("radio", { name: /starter/i }).click();
    await goTo(other, "Data");
    await expect(
      other.getByText(/photos are missing, and the selected backbone has no cached features for them/),
    ).toBeVisible();
    await goTo(other, "Train");
    await other.getByRole("button", { name: "Start training" }).click();
    const said = other
      .getByRole("alert")
      .filter({ hasText: /photos are not here, nor what .* sees in them/ });
    await expect(said).toBeVisible({ timeout: 60_000 });
  });
});

test("a damaged project is refused in words, and what was there stays; a whole one can be dropped anywhere", async ({
  page,
}) => {
  await bringPhotos(page, folder.path, 6);
  const file = await saveProject(page, folder.path, "With the photos");
  const bytes = readFileSync(file);
  const cut = join(folder.path, "cut.twofold");
  await writeFile(cut, bytes.subarray(0, bytes.length - 2_000));
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByTestId("open-project").setInputFiles(cut);
  await expect(page.getByRole("alert")).toContainText("The project cannot be opened");
  await expect(page.getByRole("alert")).toContainText("cut.twofold");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? "");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await goTo(page, "Models");
  await drop(page, file);
  await expect(page.getByText(/photos from project\.twofold/)).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`saving and opening are accessible and fit, ${colorScheme}`, async ({ page, browser }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await bringPhotos(page, folder.path, 12);
    await page.getByRole("button", { name: "Save project…" }).click();
    await expect(page.getByRole("dialog").getByText(/about/).first()).toBeVisible();
    await checkScreen(page, "Saving");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    const file = await saveProject(page, folder.path, "Without the photos");
    await elsewhere(browser, async (other) => {
      await other.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await other.getByTestId("open-project").setInputFiles(file);
      await expect(other.getByText(/holds only the label/)).toBeVisible();
      await checkScreen(other, "A project without its photos");
    });
  });
}

/** Downloads the project and says where it lies. */
async function saveProject(page: Page, folder: string, choice: string): Promise<string> {
  await goTo(page, "Data");
  await page.getByRole("button", { name: "Save project…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this project" });
  await dialog.getByRole("radio", { name: choice }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("project.twofold");
  await expect(dialog).toBeHidden();
  const path = join(folder, "project.twofold");
  await download.saveAs(path);
  return path;
}

/** The page in a browser that knows nothing of this one. */
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

async function reportOf(page: Page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download figures (JSON)" }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}

/** axe finds nothing, and nothing is cut off at either side, narrow and wide. */
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
