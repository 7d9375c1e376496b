/** Checks that the page and Keras agree. Each check throws if they do not. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../scripts/chromium";
import { unzip } from "../zips";
import { pageSplit } from "./page-split";
import { freeAddresses, headless, helper, python } from "./programs";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const FREE = path("../fixtures/free");
const GOLDEN = path("../../../shared/golden");
const FACES = path("../../../shared/faces");
const PROJECT = path("../../src/models/keras-project");

/** The page's download for Keras. */
const EXPORTED = "gender_classifier_mobilenetv2.h5";

/** Tolerance for probabilities that differ only by rounding. */
const SAME = 1e-4;

export interface Check {
  readonly name: string;
  /** A folder or file that the check needs. */
  readonly needs?: string;
  /** @param folder an empty folder for this check only */
  readonly run: (folder: string) => Promise<void>;
}

type Probabilities = Readonly<Record<string, readonly number[]>>;

/** Keras's predictions from when a model was made. */
interface Golden {
  readonly images: readonly string[];
  readonly predictions: Readonly<Record<string, readonly (readonly number[])[]>>;
}

export const CHECKS: readonly Check[] = [
  roundTrip(FREE, "keras_functional_random.h5"),
  roundTrip(GOLDEN, "keras_functional.h5"),
  roundTrip(GOLDEN, "keras_sequential.h5"),
  { name: "a model trained in the page predicts the same in Keras", needs: FACES, run: trainedInPage },
  { name: "a model fine-tuned in the page predicts the same in Keras", needs: FACES, run: fineTunedInPage },
  { name: "train.py: one worker, two workers, fine-tuning, and back to the page", run: continueInKeras },
  { name: "photos.py splits real photos as the page does", needs: FACES, run: sameSplit },
  { name: "figures.py agrees with scikit-learn", run: sameFigures },
  { name: "pictures.py decodes every kind of picture as Chromium does", run: samePictures },
];

/** A Keras model predicts the same in the page, and in Keras after the page has opened and downloaded it. */
function roundTrip(folder: string, model: string): Check {
  return {
    name: `${model}, through the page and back`,
    needs: join(folder, model),
    async run(out) {
      const golden: Golden = JSON.parse(readFileSync(join(folder, "keras.json"), "utf8"));
      const rows = golden.predictions[model] ?? [];
      const expected = Object.fromEntries(golden.images.map((image, row) => [image, rows[row] ?? []]));
      const test = labelled(join(folder, "images"), join(out, "test"));
      await headless("--model", join(folder, model), "--test", test, "--out", out);
      requireAnswers(answersOf((await evaluationsOf(join(out, "project.twofold"))).test), expected);
      await requireKerasAnswers(join(out, EXPORTED), test, expected);
    },
  };
}

/** A few epochs are enough, because the metrics do not matter here. */
async function trainedInPage(folder: string): Promise<void> {
  const faces = copyFaces(join(folder, "faces"));
  const test = labelled(join(GOLDEN, "images"), join(folder, "test"));
  const out = join(folder, "out");
  await headless("--train", faces, "--test", test, "--epochs", "3", "--out", out);
  const evaluations = await evaluationsOf(join(out, "project.twofold"));
  await requireKerasAnswers(join(out, EXPORTED), test, answersOf(evaluations.test));

  const parts: Record<string, string> = JSON.parse(await helper("split.py", PROJECT, faces, "0.2", "1"));
  const drawn = Object.keys(parts).filter((photo) => parts[photo] === "val");
  requireSame(
    drawn.sort(),
    evaluations.val.paths.map((photo) => photo.replace(/^faces\//, "")).sort(),
    "validation photos",
  );
}

/** Fine-tuning changes the backbone's kernels; enough epochs for the fine-tuned model to be the better one. */
async function fineTunedInPage(folder: string): Promise<void> {
  const faces = copyFaces(join(folder, "faces"));
  const test = labelled(join(GOLDEN, "images"), join(folder, "test"));
  const [out, json] = [join(folder, "out"), join(folder, "figures.json")];
  const tuning = ["--fine-tune", "all", "--fine-tune-epochs", "6"];
  await headless("--train", faces, "--test", test, "--epochs", "3", ...tuning, "--out", out, "--json", json);
  const { kept } = JSON.parse(readFileSync(json, "utf8"));
  if (kept !== "fine-tuned") throw new Error(`Fine-tuning did not give the better model: kept is ${kept}.`);
  await requireKerasAnswers(
    join(out, EXPORTED),
    test,
    answersOf((await evaluationsOf(join(out, "project.twofold"), isTuned)).test),
  );
}

/** A model in `project.json`. */
interface KeptModel {
  readonly run: { readonly tuning?: unknown };
  readonly evaluations: { readonly val: Evaluation; readonly test: Evaluation };
}

function isTuned({ run }: KeptModel): boolean {
  return run.tuning !== undefined;
}

/** The page's predictions in `project.json`. */
interface Evaluation {
  readonly paths: readonly string[];
  readonly scores: readonly number[];
}

/** The evaluations of the project's first model for which `isWanted` holds. */
async function evaluationsOf(
  project: string,
  isWanted: (model: KeptModel) => boolean = () => true,
): Promise<KeptModel["evaluations"]> {
  const json = (await unzip(new Blob([readFileSync(project)]))).get("project.json");
  const { models }: { models: readonly KeptModel[] } = JSON.parse(new TextDecoder().decode(json));
  const found = models.find(isWanted);
  if (found === undefined) throw new Error("The project has no such model.");
  return found.evaluations;
}

/** Both probabilities of each photo, by file name. */
function answersOf({ paths, scores }: Evaluation): Probabilities {
  const pairs = scores.map((female) => [female, 1 - female]);
  return Object.fromEntries(paths.map((photo, index) => [basename(photo), pairs[index] ?? []]));
}

async function continueInKeras(folder: string): Promise<void> {
  // Two workers get unequal shares of three photos. Validated on the training photos, the last epoch is the best.
  const photos = join(folder, "photos");
  for (const photo of ["female/0", "female/1", "male/3"]) {
    const image = join(FREE, "images", `drawn_${photo.at(-1)}.png`);
    for (const part of ["train", "val"]) copy(image, join(photos, part, `${photo}.png`));
  }
  const page = join(folder, "page");
  const model = join(FREE, "keras_functional_random.h5");
  const val = join(photos, "val");
  await headless("--model", model, "--test", val, "--out", page);
  const project = await unpackProject(join(page, "keras-project.zip"), join(folder, "project"));

  const started = [join(project, "train.py"), "--data", photos, "--epochs", "3"];
  const one = await python([...started, "--out", "one.h5"], { cwd: folder });
  if (!one.includes("best epoch: 3")) throw new Error(`The model did not learn:\n${one}`);
  await python([...started, "--fine-tune", "--out", "fine-tuned.h5"], { cwd: folder });
  const cluster = { worker: await freeAddresses(2) };
  const workers = await Promise.all(
    cluster.worker.map((_address, index) => {
      const env = { TF_CONFIG: JSON.stringify({ cluster, task: { type: "worker", index } }) };
      const cwd = join(folder, `worker${index}`);
      mkdirSync(cwd);
      return python([...started, "--out", "two.h5"], { cwd, env });
    }),
  );
  // Both match one worker with all photos only if their gradients were added up.
  for (const two of workers) requireClose(losses(two), losses(one), 2e-4, "losses of two workers and of one");
  if (existsSync(join(folder, "worker1/two.h5"))) throw new Error("The second worker wrote a file.");

  for (const result of ["one.h5", "fine-tuned.h5", "worker0/two.h5"]) {
    const file = join(folder, result);
    const again = join(folder, "again", result);
    await headless("--model", file, "--out", again);
    await requireKerasAnswers(join(again, EXPORTED), val, (await kerasAnswers(file, val)).plain);
  }
}

/** Unpacks the download and turns off dropout, so that one worker and two learn the same. */
async function unpackProject(zip: string, folder: string): Promise<string> {
  mkdirSync(folder);
  for (const [name, bytes] of await unzip(new Blob([readFileSync(zip)])))
    writeFileSync(join(folder, name), bytes);
  const file = join(folder, "settings.json");
  const project = JSON.parse(readFileSync(file, "utf8"));
  project.settings.dropout = 0;
  writeFileSync(file, JSON.stringify(project));
  return folder;
}

/** Training and validation loss of each epoch, as train.py prints them. */
function losses(output: string): number[] {
  const found = [...output.matchAll(/loss (\d+\.\d+)/g)].map(([, loss]) => Number(loss));
  if (found.length !== 7) throw new Error(`Expected the losses of the start and three epochs:\n${output}`);
  return found;
}

async function sameSplit(folder: string): Promise<void> {
  const faces = copyFaces(join(folder, "faces"));
  for (const seed of [1, 2, 3]) {
    const options = { validationShare: 0.2, seed };
    const parts: Record<string, string> = JSON.parse(
      await helper("split.py", PROJECT, faces, "0.2", `${seed}`),
    );
    requireSame(
      Object.entries(parts).sort(),
      Object.entries(pageSplit(faces, options)).sort(),
      `split of seed ${seed}`,
    );
  }
}

async function sameFigures(): Promise<void> {
  const file = join(FREE, "sklearn_metrics.json");
  const cases: readonly Record<string, number | string | null>[] = JSON.parse(readFileSync(file, "utf8"));
  const figures: Record<string, Record<string, number | null>> = JSON.parse(
    await helper("figures_of_cases.py", PROJECT, file),
  );
  const names = {
    accuracy: "accuracy",
    precision: "precision",
    recall: "recall",
    F1: "f1",
    "ROC AUC": "roc_auc",
  };
  for (const expected of cases.filter(({ threshold }) => threshold === 0.5)) {
    for (const [ours, theirs] of Object.entries(names)) {
      const [found, wanted] = [figures[String(expected.name)]?.[ours], expected[theirs]];
      const agrees = typeof found === "number" ? Math.abs(found - Number(wanted)) < 1e-9 : found === wanted;
      if (!agrees) throw new Error(`${ours} of ${expected.name} is ${found}, expected ${wanted}`);
    }
  }
}

/** A picture decoded at full size, with transparent parts on white. */
interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Base64 of RGB bytes. */
  readonly rgb: string;
}

async function samePictures(folder: string): Promise<void> {
  const expected: Record<string, Decoded> = JSON.parse(await helper("kinds_of_pictures.py", PROJECT, folder));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
  try {
    const page = await browser.newPage();
    for (const [name, { width, height, rgb }] of Object.entries(expected)) {
      const found = await page.evaluate(decodeInBrowser, [...readFileSync(join(folder, name))]);
      requireSame([found.width, found.height], [width, height], `size of ${name}`);
      const wanted = Buffer.from(rgb, "base64");
      const differences = [...wanted].map((value, at) => Math.abs(value - (found.rgb[at] ?? Number.NaN)));
      const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
      // Colour conversion rounds differently, and browsers keep few bits of colour for nearly transparent pixels.
      if (!(Math.max(...differences) <= 8 && mean < 0.5))
        throw new Error(
          `pixels of ${name} differ by ${mean} on average, ${Math.max(...differences)} at most`,
        );
    }
  } finally {
    await browser.close();
  }
}

/** Runs in Chromium. */
async function decodeInBrowser(bytes: number[]): Promise<{ width: number; height: number; rgb: number[] }> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("Chromium returned no canvas context.");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const rgba = [...context.getImageData(0, 0, width, height).data];
  return { width, height, rgb: rgba.filter((_value, index) => index % 4 < 3) };
}

/** Copies 30 faces of each label. */
function copyFaces(folder: string): string {
  for (const label of ["female", "male"]) {
    for (const face of readdirSync(join(FACES, label)).sort().slice(0, 30))
      copy(join(FACES, label, face), join(folder, label, face));
  }
  return folder;
}

/** Copies images into a folder for each label: by their names, or in turn if the names say no label. */
function labelled(images: string, folder: string): string {
  for (const [index, image] of readdirSync(images).sort().entries()) {
    const named = /^(female|male)_/.exec(image)?.[1];
    copy(join(images, image), join(folder, named ?? (index % 2 === 0 ? "female" : "male"), image));
  }
  return folder;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

async function kerasAnswers(
  model: string,
  images: string,
): Promise<Record<"plain" | "compiled", Probabilities>> {
  return JSON.parse(await helper("predict.py", model, images));
}

/** Checks Keras's predictions with a model, compiled and not, against those expected. */
async function requireKerasAnswers(model: string, images: string, expected: Probabilities): Promise<void> {
  const { plain, compiled } = await kerasAnswers(model, images);
  requireAnswers(plain, expected);
  requireAnswers(compiled, expected);
}

function requireAnswers(found: Probabilities, expected: Probabilities): void {
  const names = Object.keys(expected).sort();
  requireSame(Object.keys(found).sort(), names, "images");
  const list = (from: Probabilities) => names.flatMap((name) => from[name] ?? []);
  requireClose(list(found), list(expected), SAME, "probabilities");
}

function requireClose(
  found: readonly number[],
  expected: readonly number[],
  within: number,
  what: string,
): void {
  const differences = expected.map((value, index) => Math.abs(value - (found[index] ?? Number.NaN)));
  const isClose =
    found.length === expected.length && found.length > 0 && differences.every((one) => one <= within);
  if (!isClose) throw new Error(`${what} differ:\n${found.join(" ")}\nexpected\n${expected.join(" ")}`);
}

function requireSame(found: unknown, expected: unknown, what: string): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what} differ:\n${one}\nexpected\n${other}`);
}
