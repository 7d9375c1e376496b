import type { Download, Locator, Page } from "playwright-core";
import type { Label } from "../../src/common/label";
import type { ModelFormat } from "../../src/models/formats/formats";
import { at, downloadBy, type Within } from "./elements";
import { failureOf } from "./jobs";
import { goTo } from "./places";
import { resultsAreShown } from "./results";

/** What comes of a file that is opened as a model. */
export type Opened =
  | { readonly status: "opened" }
  /** The file does not say which output is which; the page's guess, if it has one, is chosen already. */
  | {
      readonly status: "asked";
      /** What the file calls its outputs; undefined where it does not name them. */
      readonly names: string | undefined;
      readonly hasGuess: boolean;
    };

/**
 * Opens a file of a model, at a place where that can be done.
 * @throws PageFailure if it is none
 */
export async function openModel(page: Page, file: string): Promise<Opened> {
  const [question, notices, errors] = [
    at(page, "output-question"),
    at(page, "model-opened"),
    // Anywhere on the page: which place is shown has nothing to do with it.
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

/** Answers which output is which. @param first what the first output stands for; undefined: what the page guesses */
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

/** The fine-tuned ones of the models under Models. */
export function tunedModels(page: Page): Locator {
  return models(page).and(page.locator("[data-tuned]"));
}

/** Goes to the results of a model. @param model under Models */
export async function showResults(page: Page, model: Locator): Promise<void> {
  await goTo(page, "models");
  await at(model, "model-results").click();
  await resultsAreShown(page);
}

/** Downloads the files of a model: of that whose results are shown, or of one under Models. */
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
  // Without photos on the page there is nothing to choose.
  if (await choice.isVisible()) await choice.check();
  const download = await downloadBy(page, confirm);
  await dialog.waitFor({ state: "hidden" });
  return download;
}
