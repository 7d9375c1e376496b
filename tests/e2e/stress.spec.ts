import type { Locator, Page } from "@playwright/test";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, goTo, temporaryFolder, trainModel } from "./flow";
import { checkScreen } from "./screen";

/** Some 24 photos in 28 ways each; a busy machine takes its time. */
test.describe.configure({ timeout: 240_000 });

const NAMES = [
  "Blur",
  "Fog",
  "Low light",
  "Over-exposure",
  "Noise",
  "Rain",
  "Rotation",
  "JPEG",
  "Partial cover",
];

test("the photos are looked at in bad conditions; what hurts is shown, and offered to fine-tuning", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path);
  await trainModel(page);
  const fold = await openFold(page);
  await expect(fold).toContainText(
    /All \d+ photos that the figures above rest on are here\. It takes about \d+/,
  );
  await checkScreen(page, "Results, bad conditions offered");
  await fold.getByRole("button", { name: "Look in bad conditions" }).press("Enter");
  await expect(fold.getByTestId("job")).toContainText(/\d+ of \d+ photos/);

  const rows = fold.getByRole("list", { name: "Conditions" }).getByRole("button");
  await expect(rows).toHaveCount(NAMES.length, { timeout: 120_000 });
  await expect(fold.getByText(/^As they are, it calls \d+ % of these photos right/)).toBeFocused();
  for (const [index, name] of NAMES.entries()) {
    await expect(rows.nth(index)).toHaveAccessibleName(
      new RegExp(`^${name} Light: [\\d.]+ % .*Medium: [\\d.]+ % .*Strong: [\\d.]+ %`),
    );
  }
  await checkScreen(page, "Results, in bad conditions");

  const noise = rows.nth(NAMES.indexOf("Noise"));
  await noise.press("Enter");
  await expect(noise).toHaveAttribute("aria-expanded", "true");
  const detail = fold.getByRole("region", { name: "Noise" });
  const pictures = detail.getByRole("list", { name: "How it looks" }).getByRole("img");
  await expect(pictures).toHaveCount(4);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(224);
  }
  await expect(detail).toContainText(/values off by 38 %.*ROC AUC [\d.]+, \d+ photos? tips? over/s);
  await checkScreen(page, "Results, noise opened");

  if (sharedFaces !== undefined) {
    const tipped = detail.getByRole("list", { name: "Photos that tip over" });
    await expect(tipped.getByRole("listitem").first()).toContainText(
      /As it is: (female|male), .*\s%\. (Light|Medium|Strong): (female|male), .*\s%\./,
    );
    await tipped
      .getByRole("button", { name: /^Enlarge/ })
      .first()
      .click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
  }

  await fold.getByRole("button", { name: "Fine-tune with such photos" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Fine-tune/ })).toBeVisible();
  await expect(page.getByRole("radio", { name: "All blocks" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Bad conditions" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Mirror" })).toBeChecked();
  const which = page.getByRole("group", { name: "Which bad conditions" });
  await expect(which.getByRole("checkbox", { checked: true })).toHaveCount(NAMES.length);
  await checkScreen(page, "Fine-tune, bad conditions");
  await page.getByRole("radio", { name: "Last blocks" }).press("Space");
  await expect(page.getByRole("switch", { name: "Bad conditions" })).toBeDisabled();
  await expect(which).toBeHidden();
  await page.getByRole("radio", { name: "All blocks" }).press("Space");
  await expect(which).toBeVisible();
  await page.getByRole("switch", { name: "Bad conditions" }).press("Space");
  await expect(which).toBeHidden();
  await page.getByRole("switch", { name: "Bad conditions" }).press("Space");
  await expect(which.getByRole("checkbox", { checked: true })).toHaveCount(NAMES.length);
  folder.remove();
});

test("looking in bad conditions can be cancelled, and needs the photos", async ({ page }) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path);
  await trainModel(page);
  const fold = await openFold(page);
  await fold.getByRole("button", { name: "Look in bad conditions" }).press("Enter");
  await expect(fold.getByTestId("job")).toContainText(/[1-9]\d* of \d+ photos/, { timeout: 60_000 });
  await fold.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(fold.getByText("Stopped.")).toBeVisible();
  await expect(fold.getByRole("button", { name: "Look in bad conditions" })).toBeFocused();

  await page.reload();
  const again = await openFold(page);
  await expect(again).toContainText(/Of the \d+ photos that the figures above rest on, 0 are here\./);
  await checkScreen(page, "Results, bad conditions without photos");
  await again.getByRole("button", { name: "Add the photos" }).click();
  await expect(page).toHaveURL(/#data$/);
  folder.remove();
});

async function openFold(page: Page): Promise<Locator> {
  await goTo(page, "Results");
  await page.getByText("How does it do in bad conditions?").click();
  return page.locator("details[open]");
}
