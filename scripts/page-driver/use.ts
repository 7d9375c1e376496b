import type { Locator, Page } from "playwright-core";
import { at, photoCard, type Within } from "./elements";

/** Files as Playwright's `setInputFiles` takes them. */
type Files = Parameters<Locator["setInputFiles"]>[0];

/** Gives photos to the model under Use, without waiting for its predictions. */
export function tryPhotos(page: Page, photos: Files): Promise<void> {
  return at(page, "choose-photos").setInputFiles(photos);
}

/** The model's predictions for photos or the camera's picture. */
export function answers(within: Within): Locator {
  return within.locator("[data-female]");
}

/** The predicted probability of female for a photo under Use, by the photo's path. */
export async function answerTo(page: Page, photo: string): Promise<number> {
  return Number(await answers(photoCard(page, photo)).getAttribute("data-female"));
}

/** Starts the camera under Use. @returns the part of the page that shows its picture */
export async function startCamera(page: Page): Promise<Locator> {
  await at(page, "use-camera").click();
  return at(page, "camera");
}
