import { basename } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Progress } from "../../src/common/progress";
import type { TunedBlocks } from "../../src/tuning/tuned";
import { at } from "./elements";
import { failureOf, failures, resultsOfJob } from "./jobs";

/** A number that can be set before training or fine-tuning. */
export type NumberSetting =
  | `training-${"epochs" | "batchSize" | "learningRate" | "dropout" | "seed"}`
  | `tuning-${"epochs" | "batchSize" | "learningRate" | "labelSmoothing"}`;

/** The switches for how fine-tuning varies photos. */
export const AUGMENTATIONS = ["flip", "shift", "scale", "brightness", "conditions"] as const;

export type Augmentation = (typeof AUGMENTATIONS)[number];

/** Unfolds the settings under Train, or those of fine-tuning. */
export async function openSettings(
  page: Page,
  which: "training-settings" | "tuning-settings" = "training-settings",
): Promise<void> {
  const control = at(page, which);
  if ((await control.getAttribute("aria-expanded")) !== "true") await control.click();
}

/** Types into a number field. @returns whether the page accepts this number unchanged */
export async function setNumber(page: Page, setting: NumberSetting, value: number): Promise<boolean> {
  const field = at(page, setting);
  await field.fill(String(value));
  await field.blur();
  return Number(await field.inputValue()) === value;
}

/** A backbone in the unfolded settings. @param id `BackboneInfo.id`: 1.0, 0.35, starter, own:FILE or retired-starter */
export function backboneChoice(page: Page, id: string): Locator {
  return at(page, "backbone").and(page.locator(`[data-backbone="${id}"]`));
}

/** Chooses a backbone in the unfolded settings. @param id as for `backboneChoice` */
export function chooseBackbone(page: Page, id: string, timeout?: number): Promise<void> {
  return backboneChoice(page, id).check(timeout === undefined ? {} : { timeout });
}

/**
 * Opens a checkpoint in the unfolded settings; the page then uses it as the backbone.
 * @throws PageFailure if the file is not a checkpoint
 */
export async function openCheckpoint(page: Page, file: string): Promise<void> {
  await at(page, "open-checkpoint").setInputFiles(file);
  const opened = at(page, "checkpoint-opened").and(page.locator(`[data-file="${basename(file)}"]`));
  const failed = failures(page).first();
  await opened.or(failed).first().waitFor();
  if (await failed.isVisible()) throw await failureOf(failed);
}

/** Why training cannot start; undefined if it can. */
export async function whyNotTrain(page: Page): Promise<string | undefined> {
  return (await at(page, "start-training").isDisabled()) ? at(page, "train-note").innerText() : undefined;
}

/**
 * Trains, under Train, and waits for the results.
 * @throws PageFailure if it fails
 */
export async function train(page: Page, onProgress?: (progress: Progress) => void): Promise<void> {
  await at(page, "start-training").click();
  await resultsOfJob(page, onProgress);
}

/** How to fine-tune a model; for undefined choices, the page's suggestions apply. */
export interface TuningChoices {
  readonly blocks?: TunedBlocks | undefined;
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly augmentations?: readonly Augmentation[] | undefined;
}

/** A choice that the page does not offer. */
export class ImpossibleChoice extends Error {
  override readonly name = "ImpossibleChoice";

  constructor(
    readonly choice: keyof TuningChoices,
    readonly value: string,
  ) {
    super(`${choice} cannot be ${value}`);
  }
}

/**
 * Goes from the results of a model to its fine-tuning and makes the choices, without starting it.
 * @throws ImpossibleChoice
 */
export async function prepareTuning(page: Page, choices: TuningChoices): Promise<void> {
  const { blocks, epochs, batchSize, augmentations } = choices;
  await at(page, "fine-tune").click();
  await at(page, "start-fine-tuning").waitFor();
  if (blocks !== undefined) await at(page, `tuned-blocks-${blocks}`).click();
  if (epochs !== undefined && !(await setNumber(page, "tuning-epochs", epochs)))
    throw new ImpossibleChoice("epochs", String(epochs));
  if (batchSize === undefined && augmentations === undefined) return;
  await openSettings(page, "tuning-settings");
  await at(page, "tuning-batchSize").waitFor();
  if (batchSize !== undefined && !(await setNumber(page, "tuning-batchSize", batchSize)))
    throw new ImpossibleChoice("batchSize", String(batchSize));
  if (augmentations !== undefined) await chooseAugmentations(page, augmentations);
}

async function chooseAugmentations(page: Page, wanted: readonly Augmentation[]): Promise<void> {
  for (const augmentation of AUGMENTATIONS) {
    const control = at(page, `augmentation-${augmentation}`);
    // If only the last blocks are fine-tuned, some augmentations are not possible.
    if (await control.isEnabled()) await control.setChecked(wanted.includes(augmentation));
    else if (wanted.includes(augmentation)) throw new ImpossibleChoice("augmentations", augmentation);
  }
}

/**
 * Fine-tunes the model whose results are shown, and waits for the results of the better model.
 * @throws PageFailure if it fails
 * @throws ImpossibleChoice
 */
export async function fineTune(
  page: Page,
  choices: TuningChoices,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  await prepareTuning(page, choices);
  await at(page, "start-fine-tuning").click();
  await resultsOfJob(page, onProgress);
}
