/**
 * Trains or opens a model and measures it without a screen: builds and serves the page and drives it in headless Chromium through its
 * own inputs and buttons. `npm run headless -- --help` says how.
 */
import { existsSync, statSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Download,
  type Locator,
  type Page,
} from "playwright-core";
import { WIDTH_NAMES } from "../src/backbone/architecture";
import { MODEL_FORMATS } from "../src/models/formats/formats";
import { ANALYSES, type AskedAnalysis, namesOf } from "../src/report/analyses";
import { CHROMIUM_FLAGS, findChromium } from "./chromium";
import { serveBuild } from "./serve-build";

/** Every file that a model can be downloaded as. */
const FORMATS = Object.values(MODEL_FORMATS);

const HELP = `npm run headless -- --train DIR [options]
npm run headless -- --model FILE [--test DIR] [options]

  --train DIR       folder with a folder of male and one of female photos (and train, val, test above, if you like)
  --val DIR         folder of photos to check with; without it and a val folder, a fifth of the training photos
  --test DIR        folder of photos for the final test
  --model FILE      opens a model instead of training one: a .zip or .h5 of Twofold, Keras or Teachable Machine;
                    --test measures it
  --classes A,B     what the model's two outputs stand for, where its file does not say: female,male (Keras's
                    order, which is taken without this option) or male,female
  --backbone WHAT   ${WIDTH_NAMES.join(", ")}, starter, or a checkpoint FILE.h5; without it the best that the build could find
  --epochs N        rounds at the most (20)
  --seed N          the same seed gives the same model (1)
  --fine-tune WHAT  after training: all or last, the blocks of the backbone that learn too. The figures are then
                    those of the fine-tuned model, with those from before it under "before", and under "kept"
                    which of the two did better on the validation photos: "fine-tuned" or "before"
  --fine-tune-epochs N   rounds of fine-tuning (30)
  --augment LIST    how photos are changed while it fine-tunes: of flip,shift,scale,brightness,conditions, or none
                    (flip,shift)
  --out DIR         writes the downloads there: ${FORMATS.map(({ fileName }) => fileName).join(", ")},
                    project.twofold (without the photos), report.html and evaluation.json (all figures with intervals
                    and curves; after training also the label check, cross-validation and photos that are there
                    twice); after fine-tuning, those of the model that did better
  --json FILE       writes the figures there; without it they go to standard output
`;

interface Options {
  /** Photos to train on, or a model to open. */
  readonly source: { readonly train: string } | { readonly model: string };
  readonly classes?: string;
  readonly val?: string;
  readonly test?: string;
  readonly backbone?: string;
  readonly epochs?: string;
  readonly seed?: string;
  /** Undefined: only the head is trained. */
  readonly fineTune?: FineTuning;
  readonly out?: string;
  readonly json?: string;
}

interface FineTuning {
  readonly blocks: "all" | "last";
  readonly epochs?: string;
  /** Undefined: those that the page suggests. */
  readonly augmentations?: readonly string[];
}

/** The page's switches for what is done to photos, by what they are called here. */
const AUGMENTATIONS: Readonly<Record<string, string>> = {
  flip: "Mirror",
  shift: "Shift",
  scale: "Scale",
  brightness: "Brightness",
  conditions: "Bad conditions",
};

/** What the page's figures have besides those that are told here: in `evaluation.json` they are all. */
const ONLY_IN_FULL = ["model", "evaluations", "reason", ...Object.keys(ANALYSES)];

/** The analyses that are run here, and the button under Results that begins each. */
const PHOTO_CHECKS = {
  labelCheck: /^Check the labels/,
  duplicates: /^Compare \d/,
} as const satisfies Partial<Record<AskedAnalysis, RegExp>>;

const FIGURES_BUTTON = "Download figures (JSON)";

/** Nothing that the page does takes longer without showing progress; a run of 50,000 photos takes minutes. */
const LONGEST = 6 * 60 * 60 * 1000;

/** A mistake of the caller's or bad data: told in a sentence, without a stack. */
class Refusal extends Error {}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    console.error(HELP);
    return 0;
  }
  const executablePath = await findChromium();
  const served = await serveBuild();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    const context = await browser.newContext({ baseURL: served.url, acceptDownloads: true });
    const page = await openPage(context);
    const { source } = options;
    if ("train" in source) await trainOn(page, source.train, options);
    else await openAndCheck(page, source.model, options);
    const { fineTune } = options;
    const figures = fineTune === undefined ? await figuresOf(page) : await tuneAndCompare(page, fineTune);
    if (figures === undefined)
      console.error("There are no figures: the model was not checked on photos. --test DIR does that.");
    else await writeFigures(figures, options.json);
    if (options.out !== undefined) await writeDownloads(page, resolve(options.out), "train" in source);
    return 0;
  } finally {
    await browser?.close();
    await served.close();
  }
}

/** What the caller asks for; undefined: only for help. @throws Refusal for what cannot be meant */
function readOptions(): Options | undefined {
  const text = { type: "string" } as const;
  const named = {
    train: text,
    model: text,
    classes: text,
    val: text,
    test: text,
    backbone: text,
    epochs: text,
    seed: text,
    "fine-tune": text,
    "fine-tune-epochs": text,
    augment: text,
    out: text,
    json: text,
  };
  try {
    const { values } = parseArgs({ options: { ...named, help: { type: "boolean" } } });
    if (values.help) return undefined;
    const {
      train,
      model,
      help: _,
      "fine-tune": blocks,
      "fine-tune-epochs": epochs,
      augment,
      ...plain
    } = values;
    for (const folder of [train, values.val, values.test]) {
      if (folder !== undefined && !isFolder(folder)) throw new Refusal(`There is no folder ${folder}.`);
    }
    if (train !== undefined && model !== undefined)
      throw new Refusal(`--train and --model: one or the other.\n\n${HELP}`);
    const fineTune = readFineTuning(blocks, epochs, augment);
    if (train !== undefined) return { source: { train }, ...plain, ...(fineTune && { fineTune }) };
    if (fineTune !== undefined) throw new Refusal(`--fine-tune goes with --train.\n\n${HELP}`);
    if (model === undefined) throw new Refusal(`--train DIR is missing, or --model FILE.\n\n${HELP}`);
    if (!existsSync(resolve(model))) throw new Refusal(`There is no file ${model}.`);
    return { source: { model }, ...plain };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

/** @throws Refusal for what there is not */
function readFineTuning(
  blocks: string | undefined,
  epochs: string | undefined,
  augment: string | undefined,
): FineTuning | undefined {
  if (blocks === undefined) {
    if (epochs === undefined && augment === undefined) return undefined;
    throw new Refusal(`--fine-tune-epochs and --augment go with --fine-tune.\n\n${HELP}`);
  }
  if (blocks !== "all" && blocks !== "last")
    throw new Refusal(`--fine-tune ${blocks}: there are all and last.`);
  const augmentations = augment === "none" ? [] : augment?.split(",").map((name) => name.trim());
  const unknown = augmentations?.find((name) => !(name in AUGMENTATIONS));
  if (unknown !== undefined)
    throw new Refusal(`--augment ${unknown}: there are ${Object.keys(AUGMENTATIONS).join(", ")} and none.`);
  return { blocks, ...(epochs && { epochs }), ...(augmentations && { augmentations }) };
}

function isFolder(path: string): boolean {
  return statSync(resolve(path), { throwIfNoEntry: false })?.isDirectory() === true;
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`page: ${message.text()}`);
  });
  await page.goto("/");
  return page;
}

async function trainOn(page: Page, folder: string, options: Options): Promise<void> {
  await choose(page, "add-folder", folder);
  if (options.val !== undefined) await choose(page, "add-validation-folder", options.val);
  if (options.test !== undefined) await choose(page, "add-test-folder", options.test);
  await settle(page, options);
  await train(page);
}

/** Opens a model's file as a person would, and has it look at the test photos. */
async function openAndCheck(page: Page, file: string, { classes, test }: Options): Promise<void> {
  console.error(`Opening ${file}`);
  await goTo(page, "Models");
  await page.getByTestId("open-model").setInputFiles(resolve(file));
  const dialog = page.getByRole("dialog", { name: "Which output is which?" });
  const opened = page.getByText(/^Opened “/);
  const failed = page.getByRole("alert").filter({ hasNotText: /^Open(ing|ed) / });
  await dialog.or(opened).or(failed).first().waitFor();
  if (await dialog.isVisible()) await sayWhichOutput(page, dialog, classes);
  await opened.or(failed).first().waitFor();
  if (await failed.isVisible()) throw new Refusal(await failed.innerText());
  if (test !== undefined) {
    await goTo(page, "Data");
    await choose(page, "add-test-folder", test);
    await goTo(page, "Results");
    await page.getByRole("button", { name: /^Check on \d/ }).click();
    await jobEnds(page);
  }
  await goTo(page, "Results");
}

/** Answers the page's question; where the file has no names, as Keras orders class folders. */
async function sayWhichOutput(page: Page, dialog: Locator, classes: string | undefined): Promise<void> {
  const [first, second] = classes?.split(",").map((name) => name.trim().toLowerCase()) ?? [];
  if (classes !== undefined && ![first, second].every((name) => name === "female" || name === "male"))
    throw new Refusal(`--classes ${classes}: it must be female,male or male,female.`);
  const choices = dialog.getByRole("radio");
  const isGuessed = (await dialog.getByRole("radio", { checked: true }).count()) > 0;
  if (classes === undefined && !isGuessed)
    throw new Refusal(`Say with --classes what the outputs stand for. ${await dialog.innerText()}`);
  if (classes === undefined)
    console.error("The file does not name its outputs: taken as female, male, in Keras's order.");
  else await choices.nth(first === "female" ? 0 : 1).check();
  await page.getByRole("button", { name: "Add the model" }).click();
}

function goTo(page: Page, place: string): Promise<void> {
  return page.getByRole("link", { name: new RegExp(`^${place}`) }).click();
}

/** Gives a folder to one of the page's inputs and waits until its photos are read. */
async function choose(page: Page, input: string, folder: string): Promise<void> {
  console.error(`Reading ${folder}`);
  await page.getByTestId(input).setInputFiles(resolve(folder));
  await jobEnds(page);
  const question = page.getByTestId("folder-question");
  if (await question.isVisible()) {
    const text = (await question.innerText()).replace(/\s*\n\s*/g, " ");
    throw new Refusal(`The folders must be named male and female, or the like. The page asks: ${text}`);
  }
  if (await page.getByRole("button", { name: "Train", exact: true }).isVisible()) return;
  const reasons = await page.getByRole("region", { name: "What was left out" }).allInnerTexts();
  throw new Refusal([`There is no photo to use in ${folder}.`, ...reasons].join("\n"));
}

/** Waits for the end of what the page shows progress of, telling each step. @throws Refusal if it failed */
async function jobEnds(page: Page): Promise<void> {
  // With few photos, cross-validation is shown in two places.
  const job = page.getByTestId("job").first();
  const stages = setInterval(async () => {
    const text = await job.innerText({ timeout: 500 }).catch(() => "");
    if (text !== "") console.error(`  ${text.replace(/\b(Pause|Cancel)\b/g, "").replace(/\s*\n\s*/g, " ")}`);
  }, 2_000);
  try {
    await job.waitFor({ state: "hidden", timeout: LONGEST });
  } finally {
    clearInterval(stages);
  }
  const alert = page.getByRole("main").getByRole("alert").first();
  if (await alert.isVisible()) throw new Refusal(await alert.innerText());
}

async function settle(page: Page, { backbone, epochs, seed }: Options): Promise<void> {
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  if (epochs !== undefined) await enter(page, "Rounds (epochs)", epochs);
  if (seed !== undefined) await enter(page, "Seed", seed);
  if (backbone === undefined) return;
  if (/\.h5$/.test(backbone)) return openCheckpoint(page, backbone);
  const choice = page.getByRole("radio", { name: titleOf(backbone), exact: true });
  await choice.waitFor({ timeout: 10_000 }).catch(() => {
    throw new Refusal(
      `This build has no backbone ${backbone}: its weights are not available. See README.md, The weights.`,
    );
  });
  await choice.check();
}

/** Types into a number field; a number that the page does not take is refused. */
async function enter(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByRole("textbox", { name: label });
  await field.fill(value);
  await field.blur();
  const taken = await field.inputValue();
  if (Number(taken) !== Number(value)) throw new Refusal(`${label} cannot be ${value}.`);
}

/** Opens a checkpoint as a person would; the page then trains on it. */
async function openCheckpoint(page: Page, file: string): Promise<void> {
  await page.getByLabel("Open a checkpoint file").setInputFiles(resolve(file));
  const opened = page.getByText(`${basename(file)} is open`);
  const alert = page.getByRole("main").getByRole("alert").first();
  await opened.or(alert).first().waitFor();
  if (await alert.isVisible()) throw new Refusal(await alert.innerText());
}

function titleOf(backbone: string): string {
  if (backbone === "starter") return "starter backbone";
  if (WIDTH_NAMES.includes(backbone)) return `ImageNet ${backbone}`;
  throw new Refusal(
    `--backbone ${backbone}: there are ${WIDTH_NAMES.join(", ")}, starter, or a checkpoint FILE.h5.`,
  );
}

async function train(page: Page): Promise<void> {
  const start = page.getByRole("button", { name: "Start training" });
  if (await start.isDisabled()) throw new Refusal(await page.getByTestId("train-note").innerText());
  await start.click();
  await jobEnds(page);
  await page.waitForURL(/#results$/);
}

/**
 * Fine-tunes the model whose results are shown.
 * @returns its figures, with those from before; the results of the better one are shown then
 */
async function tuneAndCompare(page: Page, tuning: FineTuning): Promise<object> {
  const name = await modelName(page);
  const before = await figuresOf(page);
  await fineTune(page, tuning);
  const isKept = (await modelName(page)) !== name;
  if (!isKept) await showResults(page, `${name}, fine-tuned`);
  const figures = await figuresOf(page);
  if (!isKept) await showResults(page, name);
  return { ...figures, before, kept: isKept ? "fine-tuned" : "before" };
}

async function fineTune(page: Page, { blocks, epochs, augmentations }: FineTuning): Promise<void> {
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  await page.getByRole("radio", { name: blocks === "all" ? "All blocks" : "Last blocks" }).click();
  if (epochs !== undefined) await enter(page, "Rounds", epochs);
  if (augmentations !== undefined) await chooseAugmentations(page, augmentations);
  await page.getByRole("button", { name: "Start fine-tuning" }).click();
  await jobEnds(page);
  await page.waitForURL(/#results$/);
}

async function chooseAugmentations(page: Page, wanted: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "More settings" }).click();
  await page.getByRole("switch", { name: "Mirror" }).waitFor();
  for (const [augmentation, label] of Object.entries(AUGMENTATIONS)) {
    const control = page.getByRole("switch", { name: label });
    // With the last blocks only some are possible.
    if (await control.isEnabled()) await control.setChecked(wanted.includes(augmentation));
    else if (wanted.includes(augmentation))
      throw new Refusal(`--augment ${augmentation} is not possible with --fine-tune last.`);
  }
}

/** The name of the model whose results are shown. */
async function modelName(page: Page): Promise<string> {
  await resultsShown(page);
  return page.getByRole("heading", { level: 1 }).innerText();
}

/** The address says so a moment before they are drawn; until then, the place before is there. */
async function resultsShown(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Use it", exact: true }).waitFor();
}

async function showResults(page: Page, name: string): Promise<void> {
  await goTo(page, "Models");
  await page.getByRole("button", { name: `Results of ${name}`, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** The figures of the model whose results are shown; undefined where it was not checked on photos. */
async function figuresOf(page: Page): Promise<object | undefined> {
  const figures = page.getByRole("button", { name: FIGURES_BUTTON });
  await resultsShown(page);
  if (!(await figures.isVisible())) return undefined;
  const report = await downloadOf(page, figures);
  const all = Object.entries(JSON.parse(await readFile(await report.path(), "utf8")));
  return Object.fromEntries(all.filter(([name]) => !ONLY_IN_FULL.includes(name)));
}

async function writeFigures(figures: object, file: string | undefined): Promise<void> {
  const json = JSON.stringify(figures, undefined, 2);
  if (file === undefined) {
    process.stdout.write(json);
    return;
  }
  await mkdir(dirname(resolve(file)), { recursive: true });
  await writeFile(resolve(file), json);
}

/**
 * Every file that there is of the model, under its own name.
 * @param hasPhotos whether the photos that it learned from are on the page, so that they can be checked
 */
async function writeDownloads(page: Page, folder: string, hasPhotos: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  await resultsShown(page);
  if (hasPhotos) await checkPhotos(page);
  const figures = page.getByRole("button", { name: FIGURES_BUTTON });
  if (await figures.isVisible()) {
    await save(await downloadOf(page, figures), folder);
    await page.getByRole("button", { name: "Download report" }).click();
    await save(await downloadOf(page, page.getByRole("menuitem", { name: "Without photos" })), folder);
  }
  for (const { title } of FORMATS) {
    await page.getByRole("button", { name: "Download model" }).click();
    await save(await downloadOf(page, page.getByRole("menuitem", { name: title })), folder);
  }
  await goTo(page, "Models");
  await page.getByRole("button", { name: "Save project…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this project" });
  await save(await downloadOf(page, dialog.getByRole("button", { name: "Save", exact: true })), folder);
}

/** Has labels and copies checked, as a person would under Results, so that the report has what came of it. */
async function checkPhotos(page: Page): Promise<void> {
  for (const name of namesOf(PHOTO_CHECKS)) {
    const fold = ANALYSES[name];
    console.error(fold);
    await page.getByText(fold, { exact: true }).click();
    await page.getByRole("button", { name: PHOTO_CHECKS[name] }).click();
    await jobEnds(page);
  }
}

async function save(download: Download, folder: string): Promise<void> {
  await download.saveAs(join(folder, download.suggestedFilename()));
}

async function downloadOf(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return download;
}
