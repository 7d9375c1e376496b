import type { Locator, Page } from "playwright-core";
import type { Place } from "../../src/app/session/store";
import { at } from "./elements";

export type { Place };

/** Goes to a place by the navigation. */
export function goTo(page: Page, place: Place): Promise<void> {
  return at(page, `place-${place}`).click();
}

/** Waits until the page has gone to a place by itself. */
export function arrivesAt(page: Page, place: Place, timeout?: number): Promise<void> {
  return page.waitForURL((url) => url.hash === `#${place}`, timeout === undefined ? {} : { timeout });
}

/** What the place is about: the name of the model under Results, for example. */
export function title(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}

/** Whether training or fine-tuning runs, as the link to Train shows at every place. */
export async function isTraining(page: Page): Promise<boolean> {
  return (await at(page, "place-train").getAttribute("data-running")) !== null;
}
