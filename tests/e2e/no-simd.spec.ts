import { fileURLToPath } from "node:url";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { at } from "../../scripts/page-driver/elements";
import { showResults, tunedModels } from "../../scripts/page-driver/models";
import { goTo } from "../../scripts/page-driver/places";
import { figure } from "../../scripts/page-driver/results";
import { fineTune, openSettings, train } from "../../scripts/page-driver/training";
import { tryPhotos } from "../../scripts/page-driver/use";
import { expect, test } from "./fixtures";
import { bringPhotos, temporaryFolder } from "./flow";

/** V8 has no SIMD in WebAssembly on processors without SSE4.1. */
const NO_SIMD = "--js-flags=--no-enable-sse4-1";

test.use({
  launchOptions: {
    executablePath: await findChromium(),
    args: [...CHROMIUM_FLAGS, NO_SIMD],
  },
});

/** A module with one function that returns a vector: only `v128.const`. */
const SIMD_MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
];

test("trains, fine-tunes and classifies in a browser without SIMD", async ({ page }) => {
  test.setTimeout(300_000);
  test.skip(process.arch !== "x64", "The flag that disables SIMD is for x86 processors.");
  const folder = temporaryFolder();
  expect(await page.evaluate((bytes) => WebAssembly.validate(new Uint8Array(bytes)), SIMD_MODULE)).toBe(
    false,
  );
  await bringPhotos(page, folder.path, 8);
  // Software WebGL is about as fast without SIMD, and measuring it takes a minute.
  await goTo(page, "train");
  await openSettings(page);
  await at(page, "backend-wasm").check();
  await train(page);
  await expect(page.getByText("Computes with WebAssembly")).toBeVisible();
  await fineTune(page, { epochs: 2 });
  await goTo(page, "models");
  await expect(page.getByRole("article")).toHaveCount(2);
  await showResults(page, tunedModels(page).first());
  await expect(figure(page, "accuracy")).toBeVisible();
  await goTo(page, "use");
  const picture = fileURLToPath(new URL("../fixtures/free/images/drawn_0.png", import.meta.url));
  await tryPhotos(page, picture);
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
  folder.remove();
});
