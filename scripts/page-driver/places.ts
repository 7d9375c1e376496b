import type { Locator, Page } from "playwright-core";
import type { Place } from "../../src/app/session/store";
import { at } from "./elements";

export type { Place };

/** Goes to a place with the navigation. */
export function goTo(page: Page, place: Place): Promise<void> {
  return at(page, `place-${place}`).click();
}

/** Waits until the page itself has moved to a place. */
export function arrivesAt(page: Page, place: Place, timeout?: number): Promise<void> {
  return page.waitForURL((url) => url.hash === `#${place}`, timeout === undefined ? {} : { timeout });
}

/** The title of a place: under Results, for example, the name of the model. */
export function title(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}

/** Whether training or fine-tuning is running; the link to Train shows this at every place. */
export async function isTraining(page: Page): Promise<boolean> {
  return (await at(page, "place-train").getAttribute("data-running")) !== null;
}
