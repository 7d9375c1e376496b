/** Operates the page for headless. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Download, Page } from "playwright-core";
import type { Progress } from "../../src/common/progress";
import { MODEL_FORMAT_NAMES } from "../../src/models/formats/formats";
import {
  answerOutputs,
  downloadModel,
  modelNamed,
  openModel,
  saveProject,
  showResults,
  tunedModels,
} from "../page-driver/models";
import { bring, type PhotoInput } from "../page-driver/photos";
import { goTo, title } from "../page-driver/places";
import {
  analyse,
  checkOnPhotos,
  downloadFigures,
  downloadReport,
  hasFigures,
  readEvaluation,
  resultsAreShown,
} from "../page-driver/results";
import {
  chooseBackbone,
  fineTune,
  ImpossibleChoice,
  openCheckpoint,
  openSettings,
  setNumber,
  type TuningChoices,
  train,
  whyNotTrain,
} from "../page-driver/training";
import type { Options } from "./options";
import { type Figures, figuresIn, Refusal, type Result, say } from "./output";

/** How long the page may take to list its backbones, in milliseconds. */
const BACKBONES_MS = 10_000;

const onProgress = (progress: Progress) => say({ kind: "progress", progress });

/** Trains or opens a model, and fine-tunes it if asked. @returns its figures; undefined if it has none */
export async function run(page: Page, options: Options): Promise<Result | undefined> {
  const { source, fineTune: tuning } = options;
  if ("train" in source) await trainOn(page, source.train, options);
  else await openAndCheck(page, source.model, options);
  return tuning === undefined ? figuresOf(page) : tuneAndCompare(page, tuning);
}

async function trainOn(page: Page, folder: string, options: Options): Promise<void> {
  const { val, test, backbone, epochs, seed } = options;
  await bringPhotos(page, "add-folder", folder);
  if (val !== undefined) await bringPhotos(page, "add-validation-folder", val);
  if (test !== undefined) await bringPhotos(page, "add-test-folder", test);
  await goTo(page, "train");
  await openSettings(page);
  if (epochs !== undefined && !(await setNumber(page, "training-epochs", epochs)))
    throw new Refusal(`--epochs cannot be ${epochs}.`);
  if (seed !== undefined && !(await setNumber(page, "training-seed", seed)))
    throw new Refusal(`--seed cannot be ${seed}.`);
  if (backbone !== undefined) await takeBackbone(page, backbone);
  const obstacle = await whyNotTrain(page);
  if (obstacle !== undefined) throw new Refusal(obstacle);
  await train(page, onProgress);
}

async function takeBackbone(page: Page, backbone: NonNullable<Options["backbone"]>): Promise<void> {
  if ("file" in backbone) return openCheckpoint(page, backbone.file);
  await chooseBackbone(page, backbone.id, BACKBONES_MS).catch(() => {
    throw new Refusal(
      `This build has no backbone ${backbone.id}: its weights are not available. See README.md, The weights.`,
    );
  });
}

/** Gives a folder of photos to the page. @throws Refusal if none can be used, or a folder's name says no label */
async function bringPhotos(page: Page, input: PhotoInput, folder: string): Promise<void> {
  say({ kind: "reading", path: folder });
  const taken = await bring(page, input, resolve(folder), onProgress);
  if (taken.status === "asked") {
    const names = taken.folders.map((name) => (name === "" ? "photos in no folder" : name));
    throw new Refusal(
      `Name the folders male and female, or similar. These names say neither: ${names.join(", ")}.`,
    );
  }
  if (taken.status === "nothing")
    throw new Refusal([`There is no photo to use in ${folder}.`, ...taken.leftOut].join("\n"));
}

/** Opens a model's file, and evaluates it on the test photos. */
async function openAndCheck(page: Page, file: string, { firstOutput, test }: Options): Promise<void> {
  say({ kind: "opening", path: file });
  await goTo(page, "models");
  const opened = await openModel(page, resolve(file));
  if (opened.status === "asked") {
    if (firstOutput === undefined && !opened.hasGuess)
      throw new Refusal(
        `Use --classes to say what the outputs stand for. The file calls them ${opened.names}.`,
      );
    if (firstOutput === undefined) say({ kind: "outputs-assumed" });
    await answerOutputs(page, firstOutput);
  }
  if (test !== undefined) {
    await goTo(page, "data");
    await bringPhotos(page, "add-test-folder", test);
    await goTo(page, "results");
    await checkOnPhotos(page, onProgress);
  }
  await goTo(page, "results");
}

/**
 * Fine-tunes the model whose results are shown.
 * @returns its figures and the original model's. The page then shows the results of the better one.
 */
async function tuneAndCompare(page: Page, choices: TuningChoices): Promise<Result> {
  const before = (await figuresOf(page)) ?? {};
  const name = await title(page).innerText();
  await tune(page, choices);
  const isKept = (await title(page).innerText()) !== name;
  if (!isKept) await showResults(page, tunedModels(page).first());
  const figures = await figuresOf(page);
  if (!isKept) await showResults(page, modelNamed(page, name));
  return { ...figures, before, kept: isKept ? "fine-tuned" : "before" };
}

/** @throws Refusal for a choice that the page does not offer */
async function tune(page: Page, choices: TuningChoices): Promise<void> {
  try {
    await fineTune(page, choices, onProgress);
  } catch (error) {
    if (!(error instanceof ImpossibleChoice)) throw error;
    if (error.choice === "augmentations")
      throw new Refusal(`--augment ${error.value} is not possible with --fine-tune last.`);
    throw new Refusal(`--fine-tune-epochs cannot be ${error.value}.`);
  }
}

/** The figures of the model whose results are shown; undefined if it was not evaluated. */
async function figuresOf(page: Page): Promise<Figures | undefined> {
  return (await hasFigures(page)) ? figuresIn(await readEvaluation(page)) : undefined;
}

/**
 * Downloads every file of the model whose results are shown, under its suggested name.
 * @param hasPhotos whether its training photos are loaded, so that they can be checked
 */
export async function writeDownloads(page: Page, folder: string, hasPhotos: boolean): Promise<void> {
  const save = (download: Download) => download.saveAs(join(folder, download.suggestedFilename()));
  await mkdir(folder, { recursive: true });
  await resultsAreShown(page);
  if (hasPhotos) await checkPhotos(page);
  if (await hasFigures(page)) {
    await save(await downloadFigures(page));
    await save(await downloadReport(page, "without"));
  }
  for (const format of MODEL_FORMAT_NAMES) await save(await downloadModel(page, format));
  await goTo(page, "models");
  await save(await saveProject(page, "without"));
}

/** Checks labels and looks for duplicates, so that the report has both results. */
async function checkPhotos(page: Page): Promise<void> {
  for (const analysis of ["labelCheck", "duplicates"] as const) {
    say({ kind: "analysis", analysis });
    await analyse(page, analysis, onProgress);
  }
}
