import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { chooseBackbone, drop, goTo, photosAreRead, train } from "./driver";
import type { Setting } from "./setting";

/** Photos of each label: how well they are learned does not matter here. */
const EACH = 8;

/** A few of the faces in a folder of their own. */
export async function someFaces({ faces, temporary }: Setting): Promise<string> {
  const folder = join(temporary, "some faces");
  for (const label of ["female", "male"]) {
    const names = (await readdir(join(faces, label))).sort().slice(0, EACH);
    for (const name of names) await cp(join(faces, label, name), join(folder, label, name));
  }
  return folder;
}

/** The page under Use, with a model that it just trained. @param backbone as the page calls it */
export async function trainedPage(context: BrowserContext, folder: string, backbone: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/");
  await drop(page, folder);
  await photosAreRead(page);
  await chooseBackbone(page, backbone);
  await train(page);
  await goTo(page, "Use");
  await page.getByRole("button", { name: "Use the camera" }).waitFor();
  return page;
}
