import type { Page } from "playwright-core";
import type { Progress } from "../../src/common/progress";
import type { FolderChoice } from "../../src/dataset/labels";
import { at, choose } from "./elements";
import { jobEnds, LONGEST } from "./jobs";

/** What photos, and projects, can be given to. */
export type PhotoInput =
  | "add-folder"
  | "add-zip"
  | "add-photos"
  | "add-validation-folder"
  | "add-test-folder"
  | "open-project";

/** Gives files or a folder to one of the inputs under Data, without waiting until they are read. */
export function give(page: Page, input: PhotoInput, ...files: readonly string[]): Promise<void> {
  return at(page, input).setInputFiles([...files]);
}

/** Has the page draw its sample of faces. */
export async function drawFaces(page: Page): Promise<void> {
  await at(page, "draw-faces").click();
  await photosAreRead(page);
}

/**
 * Waits until photos that were given or dropped are read, and can be trained on.
 * @throws PageFailure if they could not be read
 */
export async function photosAreRead(page: Page): Promise<void> {
  await at(page, "train").waitFor({ timeout: LONGEST });
  await jobEnds(page);
}

/** What comes of photos that were given: some are on the page, the page asks what a folder shows, or none can be used. */
export type Taken =
  | { readonly status: "taken" }
  /** `folders`: those in sight whose names say neither label; "" for photos that are in no folder */
  | { readonly status: "asked"; readonly folders: readonly string[] }
  /** `leftOut`: the first of the files that cannot be used, each with its reason */
  | { readonly status: "nothing"; readonly leftOut: readonly string[] };

/**
 * Gives a folder of photos and waits until they are read.
 * @throws PageFailure if that failed
 */
export async function bring(
  page: Page,
  input: PhotoInput,
  folder: string,
  onProgress?: (progress: Progress) => void,
): Promise<Taken> {
  await give(page, input, folder);
  await jobEnds(page, onProgress);
  const question = at(page, "folder-question");
  if (await question.isVisible()) {
    const rows = question.locator("[data-folder]");
    return {
      status: "asked",
      folders: await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-folder") ?? "")),
    };
  }
  if (await at(page, "train").isVisible()) return { status: "taken" };
  const lines = await at(page, "left-out").getByRole("listitem").allInnerTexts();
  return { status: "nothing", leftOut: lines.map((line) => line.replace(/\s*\n\s*/g, " ")) };
}

/** Answers what a folder shows. @param folder as the page names it; "" for photos that are in no folder */
export function answerFolder(page: Page, folder: string, choice: FolderChoice): Promise<void> {
  return choose(at(page, "folder-question").locator(`[data-folder="${folder}"]`), choice);
}
