import type { Page } from "playwright-core";
import type { Progress } from "../../src/common/progress";
import type { FolderChoice } from "../../src/dataset/labels";
import { at, choose } from "./elements";
import { jobEnds, LONGEST } from "./jobs";

/** The inputs for photos and projects. */
export type PhotoInput =
  | "add-folder"
  | "add-zip"
  | "add-photos"
  | "add-validation-folder"
  | "add-test-folder"
  | "open-project";

/** Gives files or a folder to one of the inputs under Data, without waiting until the page has read them. */
export function give(page: Page, input: PhotoInput, ...files: readonly string[]): Promise<void> {
  return at(page, input).setInputFiles([...files]);
}

/** Lets the page draw its sample faces. */
export async function drawFaces(page: Page): Promise<void> {
  await at(page, "draw-faces").click();
  await photosAreRead(page);
}

/**
 * Waits until the page has read the photos and can train on them.
 * @throws PageFailure if it could not read them
 */
export async function photosAreRead(page: Page): Promise<void> {
  await at(page, "train").waitFor({ timeout: LONGEST });
  await jobEnds(page);
}

/** The result of giving photos: some are loaded, the page asks what a folder shows, or none can be used. */
export type Taken =
  | { readonly status: "taken" }
  /** `folders`: the listed ones whose names say neither label; "" for photos outside any folder */
  | { readonly status: "asked"; readonly folders: readonly string[] }
  /** `leftOut`: the first of the files that cannot be used, each with its reason */
  | { readonly status: "nothing"; readonly leftOut: readonly string[] };

/**
 * Gives a folder of photos and waits until the page has read them.
 * @throws PageFailure if it could not read them
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
  // The page may still be loading the view of the photos.
  await question.or(at(page, "train")).or(at(page, "draw-faces")).first().waitFor({ timeout: LONGEST });
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

/** Answers what a folder shows. @param folder its name in the question; "" for photos outside any folder */
export function answerFolder(page: Page, folder: string, choice: FolderChoice): Promise<void> {
  return choose(at(page, "folder-question").locator(`[data-folder="${folder}"]`), choice);
}
