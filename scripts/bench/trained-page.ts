import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { at, drop } from "../page-driver/elements";
import { photosAreRead } from "../page-driver/photos";
import { goTo } from "../page-driver/places";
import { chooseBackbone, openSettings, train } from "../page-driver/training";
import type { Setting } from "./setting";

/** Photos per label; the model's quality does not matter here. */
const EACH = 8;

/** Copies a few of the faces into a separate folder. */
export async function someFaces({ faces, temporary }: Setting): Promise<string> {
  const folder = join(temporary, "some faces");
  for (const label of ["female", "male"]) {
    const names = (await readdir(join(faces, label))).sort().slice(0, EACH);
    for (const name of names) await cp(join(faces, label, name), join(folder, label, name));
  }
  return folder;
}

/** Trains on the photos under Data and waits for the results. @param backbone the id of its `BackboneInfo` */
export async function trainOn(page: Page, backbone: string): Promise<void> {
  await goTo(page, "train");
  await openSettings(page);
  await chooseBackbone(page, backbone);
  await train(page);
}

/** Opens the page under Use, with a newly trained model. @param backbone the id of its `BackboneInfo` */
export async function trainedPage(context: BrowserContext, folder: string, backbone: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/");
  await drop(page, folder);
  await photosAreRead(page);
  await trainOn(page, backbone);
  await goTo(page, "use");
  await at(page, "use-camera").waitFor();
  return page;
}
