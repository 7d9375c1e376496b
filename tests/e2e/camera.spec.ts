import { type Browser, chromium, type Page } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { at } from "../../scripts/page-driver/elements";
import { goTo } from "../../scripts/page-driver/places";
import { answers, startCamera } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder, trainModel } from "./flow";
import { openWithout, remove } from "./without";

test.describe.configure({ mode: "serial" });

test("labels the camera's mirrored picture live, and takes photos", async ({ page }) => {
  await haveModel(page);
  const camera = await startCamera(page);
  await expect(answers(camera)).toBeVisible({ timeout: 60_000 });
  await expect(at(camera, "camera-speed")).toBeVisible({ timeout: 30_000 });
  const video = camera.locator("video");
  const mirrored = await video.evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  expect(mirrored).toBe(-1);

  await at(camera, "take-picture").click();
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
  await at(camera, "stop-camera").click();
  await expect(camera).toBeHidden();
  await expect(at(page, "use-camera")).toBeVisible();
});

test("classifies camera frames without WebCodecs and frame callbacks", async ({ page }) => {
  const missing = remove("VideoFrame", "HTMLVideoElement.prototype.requestVideoFrameCallback");
  await openWithout(page, { inPage: missing, inWorkers: remove("VideoFrame") });
  await haveModel(page);
  const camera = await startCamera(page);
  await expect(answers(camera)).toBeVisible({ timeout: 60_000 });
});

test("says what to do if the camera is unplugged or access is denied", async ({ page, context }) => {
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
  await at(page, "use-camera").click();
  await expect(page.getByRole("alert")).toContainText(/unplugged|disconnected|no longer/i, {
    timeout: 30_000,
  });
  await expect(at(page, "error-action")).toBeVisible();

  await context.clearPermissions();
  await at(page, "error-action").click();
  await expect(page.getByRole("alert")).toContainText(/allow|permission/i);
});

test("says that there is no camera", async ({ baseURL }) => {
  // A separate Chromium, because the shared one has a fake camera.
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
    const context = await browser.newContext({ baseURL, permissions: ["camera"] });
    const page = await context.newPage();
    await page.goto("/");
    await haveModel(page);
    await at(page, "use-camera").click();
    await expect(page.getByRole("alert")).toContainText(/no camera/i);
  } finally {
    await browser?.close();
  }
});

/** Trains on a few photos and goes to Use. */
async function haveModel(page: Page): Promise<void> {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 8);
  await trainModel(page);
  await goTo(page, "use");
  folder.remove();
}
