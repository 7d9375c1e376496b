import type { Download, Locator, Page } from "playwright-core";
import type { Label } from "../../src/common/label";
import type { ModelFormat } from "../../src/models/formats/formats";
import { at, downloadBy, type Within } from "./elements";
import { failureOf } from "./jobs";
import { goTo } from "./places";
import { resultsAreShown } from "./results";

/** The result of opening a file as a model. */
export type Opened =
  | { readonly status: "opened" }
  /** The file does not say which output is which. The page preselects its guess, if it has one. */
  | {
      readonly status: "asked";
      /** What the file calls its outputs; undefined if it does not name them. */
      readonly names: string | undefined;
      readonly hasGuess: boolean;
    };

/**
 * Opens a model file, at a place that offers this.
 * @throws PageFailure if the file is not a model
 */
export async function openModel(page: Page, file: string): Promise<Opened> {
  const [question, notices, errors] = [
    at(page, "output-question"),
    at(page, "model-opened"),
    // Anywhere on the page: this error can appear at any place.
    at(page, "error"),
  ];
  const [opened, failed] = [notices.nth(await notices.count()), errors.nth(await errors.count())];
  await at(page, "open-model").setInputFiles(file);
  await question.or(opened).or(failed).first().waitFor();
  if (await failed.isVisible()) throw await failureOf(failed);
  if (!(await question.isVisible())) return { status: "opened" };
  const hasGuess = (await question.getByRole("radio", { checked: true }).count()) > 0;
  const names = (await question.locator("form").getAttribute("data-outputs")) ?? undefined;
  return { status: "asked", names, hasGuess };
}

/** Answers which output is which. @param first what the first output stands for; undefined accepts the page's guess */
export async function answerOutputs(page: Page, first?: Label): Promise<void> {
  if (first !== undefined) await at(page, `first-output-${first}`).check();
  await at(page, "output-question-confirm").click();
  await at(page, "model-opened").last().waitFor();
}

/** All models under Models. */
export function models(page: Page): Locator {
  return at(page, "model");
}

/** A model under Models, by its name. */
export function modelNamed(page: Page, name: string): Locator {
  return page.getByRole("article", { name, exact: true });
}

/** The fine-tuned models under Models. */
export function tunedModels(page: Page): Locator {
  return models(page).and(page.locator("[data-tuned]"));
}

/** Goes to the results of a model. @param model its element under Models */
export async function showResults(page: Page, model: Locator): Promise<void> {
  await goTo(page, "models");
  await at(model, "model-results").click();
  await resultsAreShown(page);
}

/** Downloads a model: the one whose results are shown, or one under Models. */
export async function downloadModel(
  page: Page,
  format: ModelFormat,
  within: Within = page,
): Promise<Download> {
  await at(within, "download-model").click();
  return downloadBy(page, at(within, `download-${format}`));
}

/** Downloads the whole project, under Data or Models. */
export async function saveProject(page: Page, photos: "with" | "without"): Promise<Download> {
  await at(page, "save-project").click();
  const dialog = at(page, "save-project-dialog");
  const choice = at(dialog, `save-project-${photos}-photos`);
  const confirm = at(dialog, "save-project-confirm");
  await confirm.waitFor();
  // If no photos are loaded, there is nothing to choose.
  if (await choice.isVisible()) await choice.check();
  const download = await downloadBy(page, confirm);
  await dialog.waitFor({ state: "hidden" });
  return download;
}
