import { fileURLToPath } from "node:url";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { expect, test } from "./fixtures";
import { bringPhotos, figure, goTo, temporaryFolder, trainModel } from "./flow";

/** V8 has no SIMD in WebAssembly on processors without SSE4.1. */
const NO_SIMD = "--js-flags=--no-enable-sse4-1";

test.use({
  launchOptions: {
    executablePath: await findChromium(),
    args: [...CHROMIUM_FLAGS, NO_SIMD],
  },
});

/** A function that gives back a vector: `v128.const` without anything else. */
const SIMD_MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
];

test("trains, fine-tunes and answers in a browser without SIMD", async ({ page }) => {
  test.setTimeout(300_000);
  test.skip(process.arch !== "x64", "The flag that takes SIMD away is for x86 processors.");
  const folder = temporaryFolder();
  expect(await page.evaluate((bytes) => WebAssembly.validate(new Uint8Array(bytes)), SIMD_MODULE)).toBe(
    false,
  );
  await bringPhotos(page, folder.path, 8);
  // WebGL in software is about as fast then, and takes a minute to be measured.
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Processor (WebAssembly)" }).check();
  await goTo(page, "Data");
  await trainModel(page);
  await expect(page.getByText("Computes with WebAssembly")).toBeVisible();
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("textbox", { name: "Rounds" }).fill("2");
  await page.getByRole("button", { name: "Start fine-tuning" }).click();
  await expect(page.getByTestId("job")).toBeVisible();
  await expect(page.getByTestId("job")).toBeHidden({ timeout: 240_000 });
  await expect(page).toHaveURL(/#results$/);
  await goTo(page, "Models");
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.getByRole("button", { name: /^Results of .*, fine-tuned$/ }).click();
  await expect(figure(page, "accuracy")).toBeVisible();
  await goTo(page, "Use");
  const picture = fileURLToPath(new URL("../fixtures/free/images/drawn_0.png", import.meta.url));
  await page.getByLabel("Choose photos").setInputFiles(picture);
  await expect(page.getByRole("article").locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
  folder.remove();
});
