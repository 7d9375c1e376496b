import { type Browser, chromium, type Page } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { expect, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";
import { openWithout, remove } from "./without";

test.describe.configure({ mode: "serial" });

test("the camera's picture is labelled live, mirrored, and can be taken", async ({ page }) => {
  await haveModel(page);
  await page.getByRole("button", { name: "Use the camera" }).click();
  const camera = page.getByRole("region", { name: "Camera" });
  await expect(camera.getByText(/Looks (fe)?male to this model/).first()).toBeVisible({ timeout: 60_000 });
  await expect(camera.getByText(/frames\/s/).first()).toBeVisible({ timeout: 30_000 });
  const video = camera.locator("video");
  const mirrored = await video.evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  expect(mirrored).toBe(-1);

  await camera.getByRole("button", { name: "Take this picture" }).click();
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
  await camera.getByRole("button", { name: "Stop" }).click();
  await expect(camera).toBeHidden();
  await expect(page.getByRole("button", { name: "Use the camera" })).toBeVisible();
});

test("the camera is answered without WebCodecs and frame callbacks", async ({ page }) => {
  const missing = remove("VideoFrame", "HTMLVideoElement.prototype.requestVideoFrameCallback");
  await openWithout(page, { inPage: missing, inWorkers: remove("VideoFrame") });
  await haveModel(page);
  await page.getByRole("button", { name: "Use the camera" }).click();
  const camera = page.getByRole("region", { name: "Camera" });
  await expect(camera.getByText(/Looks (fe)?male to this model/).first()).toBeVisible({ timeout: 60_000 });
});

test("a camera that is unplugged, and one that is refused, say what to do", async ({ page, context }) => {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      // The only way to unplug Chromium's fake camera.
      setTimeout(() => {
        for (const track of stream.getVideoTracks()) {
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }
      }, 3_000);
      return stream;
    };
  });
  await page.reload();
  await haveModel(page);
  await page.getByRole("button", { name: "Use the camera" }).click();
  await expect(page.getByRole("alert")).toContainText(/unplugged|disconnected|no longer/i, {
    timeout: 30_000,
  });
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();

  await context.clearPermissions();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText(/allow|permission/i);
});

test("a machine without a camera says so", async ({ baseURL }) => {
  // A Chromium of its own: the other one has a camera that does not exist.
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
    const context = await browser.newContext({ baseURL, permissions: ["camera"] });
    const page = await context.newPage();
    await page.goto("/");
    await haveModel(page);
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect(page.getByRole("alert")).toContainText(/no camera/i);
  } finally {
    await browser?.close();
  }
});

/** Trains on few photos and goes to Use. */
async function haveModel(page: Page): Promise<void> {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await goTo(page, "Use");
  folder.remove();
}
