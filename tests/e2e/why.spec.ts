import type { Locator, Page } from "@playwright/test";
import { at } from "../../scripts/page-driver/elements";
import { goTo } from "../../scripts/page-driver/places";
import { answers, tryPhotos } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(async ({ page }) => {
  folder = temporaryFolder();
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
});

test.afterEach(() => folder.remove());

test("a photo card explains its prediction by keyboard, aligned with the picture, and its numbers add up to it", async ({
  page,
}) => {
  await goTo(page, "use");
  await tryPhotos(page, [
    { name: "wide.png", mimeType: "image/png", buffer: await drawing(page, 300, 180) },
    { name: "high.png", mimeType: "image/png", buffer: await drawing(page, 160, 320) },
  ]);
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(2, { timeout: 30_000 });
  await expect(maps(page)).toHaveCount(0);

  await switchTo(page, "over");
  await expect(maps(page)).toHaveCount(2);
  for (const card of await page.getByRole("article").all()) {
    await expectOver(card.getByRole("img").first(), card.locator("canvas"));
    expect(await paint(card.locator("canvas"))).not.toBe(BLANK);
    await expect(card.locator("canvas")).toHaveAccessibleName(/speaks for (fe)?male/);
    const female = Number(await card.locator("[data-female]").getAttribute("data-female"));
    expect(await totalOf(card)).toBeCloseTo(Math.log(female / (1 - female)), 1);
  }
  await expect(page.getByText("the difference between the model’s two logits, minus the bias")).toBeVisible();
  await checkScreen(page, "Use, why over the photos");

  await switchTo(page, "beside");
  for (const card of await page.getByRole("article").all()) {
    await expect(card.locator("img")).toHaveCount(2);
    await expectOver(card.locator("img").last(), card.locator("canvas"));
  }
  await checkScreen(page, "Use, why next to the photos");

  await switchTo(page, "off");
  await expect(maps(page)).toHaveCount(0);
  await expect(page.getByText(/The 49 cells add up/)).toHaveCount(0);
});

test("an enlarged photo explains its prediction, and the arrow keys of the switch do not change the photo", async ({
  page,
}) => {
  await at(page, "confusion-matrix").getByRole("button").first().click();
  await at(page, "enlarge-photo").first().click();
  const photo = at(page, "photo-dialog");
  const title = await photo.getByRole("heading").first().textContent();
  await switchTo(photo, "over");
  await expect(photo.getByText(/The 49 cells add up to the prediction/)).toBeVisible();
  await expectOver(photo.locator("img").first(), photo.locator("canvas"));
  await checkScreen(page, "an enlarged photo, why over it");
  await switchTo(photo, "beside");
  await expect(photo.locator("img")).toHaveCount(2);
  await checkScreen(page, "an enlarged photo, why next to it");
  await expect(photo.getByRole("heading").first()).toHaveText(title ?? "");

  const before = await paint(photo.locator("canvas"));
  await at(photo, "next-photo").click();
  await expect(photo.getByRole("heading").first()).not.toHaveText(title ?? "");
  await expect.poll(() => paint(photo.locator("canvas"))).not.toBe(before);
});

test("the camera explains its prediction live, over the mirrored picture and next to it", async ({
  page,
}) => {
  await goTo(page, "use");
  await at(page, "use-camera").click();
  const camera = at(page, "camera");
  await expect(answers(camera)).toBeVisible({ timeout: 60_000 });
  await expect(camera.locator("canvas")).toHaveCount(0);

  await switchTo(camera, "over");
  const map = camera.locator("canvas");
  await expect(map).toBeVisible();
  const [picture, over] = [await camera.locator("video").boundingBox(), await map.boundingBox()];
  expect(over).toEqual(picture);
  // The test picture moves, and the map with it.
  const first = await paint(map);
  await expect.poll(() => paint(map)).not.toBe(first);
  await checkScreen(page, "the camera, why over it");

  await switchTo(camera, "beside");
  await expect(camera.locator("video")).toHaveCount(2);
  const copy = camera.locator("video").last();
  await expect.poll(() => copy.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
  expect(await map.boundingBox()).toEqual(await copy.boundingBox());
  await checkScreen(page, "the camera, why next to it");

  await switchTo(camera, "off");
  await expect(map).toHaveCount(0);
  await expect(camera.locator("video")).toHaveCount(1);
  await expect(answers(camera)).toBeVisible();
});

/** The result of `paint` for an empty canvas. */
const BLANK = 0;

function maps(page: Page): Locator {
  return page.getByRole("article").locator("canvas");
}

/** Moves to the next choice by keyboard. */
async function switchTo(within: Page | Locator, choice: string): Promise<void> {
  const group = at(within, "why");
  await group.getByRole("radio", { checked: true }).focus();
  await group.getByRole("radio", { checked: true }).press("ArrowRight");
  await expect(group.locator(`input[value="${choice}"]`)).toBeChecked();
}

/** A checksum of a canvas. */
function paint(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const pixels =
      element.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    return pixels.reduce((sum, value, index) => (sum + value * ((index % 8191) + 1)) % 2 ** 40, 0);
  });
}

/** Checks that the canvas has the position, shape and `object-fit` of the picture. */
async function expectOver(picture: Locator, canvas: Locator): Promise<void> {
  const fitOf = (element: Locator) => element.evaluate((each) => getComputedStyle(each).objectFit);
  expect(await fitOf(canvas)).toBe(await fitOf(picture));
  expect(await canvas.boundingBox()).toEqual(await picture.boundingBox());
  const shape = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight);
  const drawn = await canvas.evaluate((each: HTMLCanvasElement) => each.width / each.height);
  expect(drawn / shape).toBeCloseTo(1, 2);
}

/** The sum of a card's fields, as the card shows it; above 0 for female. */
async function totalOf(card: Locator): Promise<number> {
  const words = await card.getByText(/The 49 cells add up/).textContent();
  const [, total, label] = /gives ([\d.]+): .* (female|male)\.$/.exec(words ?? "") ?? [];
  return Number(total) * (label === "female" ? 1 : -1);
}

/** A picture of any shape. */
async function drawing(page: Page, width: number, height: number): Promise<Buffer> {
  const address = await page.evaluate(
    ([across, down]) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [across, down];
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("There is no canvas.");
      context.fillStyle = "#d9c7b0";
      context.fillRect(0, 0, across, down);
      context.fillStyle = "#5a3d2b";
      context.beginPath();
      context.ellipse(across / 2, down / 2, across / 4, down / 3, 0, 0, 2 * Math.PI);
      context.fill();
      return canvas.toDataURL("image/png");
    },
    [width, height] as const,
  );
  return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
}
