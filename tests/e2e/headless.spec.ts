import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { MODEL_FORMAT_NAMES, MODEL_FORMATS } from "../../src/models/formats/formats";
import { sharedBackbone, sharedFaces } from "./fixtures";
import { someFaces, temporaryFolder } from "./flow";

const ROOT = join(import.meta.dirname, "../..");
const CHECKPOINT = "backbone_0.35_random.h5";

/** Parsed JSON; the tests check every part that they use. */
type Json = ReturnType<typeof JSON.parse>;

/** The files that `--out` writes. */
const DOWNLOADS = [
  ...MODEL_FORMAT_NAMES.map((format) => MODEL_FORMATS[format].fileName),
  "project.twofold",
  "report.html",
  "evaluation.json",
];

/** Thresholds of the recipe on `../shared/faces`, 80/20, seed 1. */
const RUNS = [
  { name: "ImageNet 0.35", backbone: "0.35", accuracy: 0.92, auc: 0.975 },
  { name: "the starter backbone", backbone: "starter", accuracy: 0.9, auc: 0.97 },
] as const;

for (const { name, backbone, accuracy, auc } of RUNS) {
  test(`headless trains 800 real faces on ${name} to the recipe's metrics`, async () => {
    test.skip(sharedFaces === undefined || sharedBackbone === undefined, "../shared is not on this machine");
    const folder = temporaryFolder();
    const json = join(folder.path, "out/figures.json");
    const out = join(folder.path, "out");
    const args = [
      "--train",
      sharedFaces ?? "",
      "--backbone",
      backbone,
      "--seed",
      "1",
      "--json",
      json,
      "--out",
      out,
    ];
    const { code, stderr } = await headless(args);
    expect(code, stderr).toBe(0);
    const report = JSON.parse(readFileSync(json, "utf8"));
    expect(report.metrics.val.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(report.metrics.val.rocAuc).toBeGreaterThanOrEqual(auc);
    expect(report.backbone.id).toBe(backbone);
    expect(report.backbone.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.counts).toEqual({
      train: { male: 320, female: 320 },
      val: { male: 80, female: 80 },
      test: { male: 0, female: 0 },
    });
    expect(report.skipped).toEqual([]);
    expect(report.seed).toBe(1);
    expect(Object.keys(report.seconds)).toEqual(["read", "features", "train", "evaluate", "total"]);
    expect(Object.keys(report.history[0])).toEqual(["epoch", "loss", "accuracy", "valLoss", "valAccuracy"]);
    for (const download of DOWNLOADS) expect(existsSync(join(out, download)), download).toBe(true);
    expectWholeEvaluation(JSON.parse(readFileSync(join(out, "evaluation.json"), "utf8")), report);
    const html = readFileSync(join(out, "report.html"), "utf8");
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).not.toMatch(/<script/i);
    folder.remove();
  });
}

/** Checks that `evaluation.json` has everything in `report`, plus intervals, curves and the analyses. */
function expectWholeEvaluation(evaluation: Json, report: Json): void {
  expect(evaluation.metrics).toEqual(report.metrics);
  const { figures, curves, thresholds, calibration, basis } = evaluation.evaluations.val;
  expect(basis).toMatchObject({ photos: 160, female: 80, male: 80, threshold: 0.5 });
  for (const name of Object.keys(figures)) {
    const { value, low, high } = figures[name];
    expect(value, name).toBeGreaterThanOrEqual(low);
    expect(value, name).toBeLessThanOrEqual(high);
  }
  expect(curves.roc.fpr.length).toBe(curves.roc.tpr.length);
  expect(curves.precisionRecall.recall.length).toBeGreaterThan(10);
  expect(thresholds).toHaveLength(19);
  expect(calibration.expectedCalibrationError.value).toBeLessThan(0.2);
  const doubts = evaluation.labelCheck.map(({ doubt }: { doubt: number }) => doubt);
  expect(doubts).toHaveLength(800);
  expect(doubts).toEqual(doubts.toSorted((a: number, b: number) => b - a));
  expect(evaluation.labelCheck[0].file).toMatch(/(female|male)\/.+\.jpg$/);
  expect(Array.isArray(evaluation.duplicates)).toBe(true);
  expect(evaluation.crossValidation.accuracy.mean).toBeGreaterThan(0.7);
}

test("headless opens a model that it wrote, measures the same metrics, and takes the order of outputs", async () => {
  test.skip(sharedFaces === undefined || sharedBackbone === undefined, "../shared is not on this machine");
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  const photos = someFaces(join(folder.path, "photos"), 12);
  const others = someFaces(join(folder.path, "others"), 10, 30);
  const out = join(folder.path, "out");
  const report = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await headless(args);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  const trained = await report(["--train", photos, "--test", others, "--backbone", "0.35", "--out", out]);
  const model = join(out, "gender_classifier_mobilenetv2.h5");
  const opened = await report(["--model", model, "--test", others]);
  expect(opened.metrics).toEqual(trained.metrics);
  expect(opened.backbone).toEqual(trained.backbone);

  const keras = join(ROOT, "tests/fixtures/free/keras_functional_random.h5");
  const [one, other] = [
    await report(["--model", keras, "--test", others, "--classes", "female,male"]),
    await report(["--model", keras, "--test", others, "--classes", "male,female"]),
  ];
  expect(one.metrics.test.rocAuc + other.metrics.test.rocAuc).toBeCloseTo(1, 6);
  folder.remove();
});

test("headless takes validation and test folders, a checkpoint file, a number of epochs and a seed", async () => {
  test.skip(sharedFaces === undefined || sharedBackbone === undefined, "../shared is not on this machine");
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  const part = (name: string, each: number, from: number) => someFaces(join(folder.path, name), each, from);
  const { code, stdout, stderr } = await headless([
    ...["--train", part("a", 12, 0), "--val", part("b", 6, 12), "--test", part("c", 4, 18)],
    ...["--backbone", join(ROOT, "tests/fixtures/free", CHECKPOINT), "--epochs", "3", "--seed", "5"],
  ]);
  expect(code, stderr).toBe(0);
  const report = JSON.parse(stdout);
  expect(report.counts).toEqual({
    train: { male: 12, female: 12 },
    val: { male: 6, female: 6 },
    test: { male: 4, female: 4 },
  });
  expect(report.backbone.id).toBe(`own:${CHECKPOINT}`);
  expect(report.history).toHaveLength(3);
  expect(report.seed).toBe(5);
  expect(Object.keys(report.metrics)).toEqual(["val", "test"]);
  folder.remove();
});

test("headless fine-tunes, and reports the metrics of both models", async () => {
  test.skip(sharedFaces === undefined, "../shared is not on this machine");
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  const photos = someFaces(join(folder.path, "photos"), 10);
  const [json, out] = [join(folder.path, "figures.json"), join(folder.path, "out")];
  const { code, stderr } = await headless([
    ...["--train", photos, "--test", someFaces(join(folder.path, "others"), 5, 30), "--backbone", "starter"],
    ...["--epochs", "4", "--fine-tune", "last", "--fine-tune-epochs", "2", "--augment", "none"],
    ...["--json", json, "--out", out],
  ]);
  expect(code, stderr).toBe(0);
  const { before, kept, ...report } = JSON.parse(readFileSync(json, "utf8"));
  expect(report.tuning).toMatchObject({ blocks: "last", epochs: 2, augmentations: [], after: 4 });
  expect(report.tuning.from).toEqual(before.backbone);
  expect(report.backbone.sha256).not.toBe(before.backbone.sha256);
  expect(report.history).toHaveLength(6);
  expect(report.history.slice(0, 4)).toEqual(before.history);
  expect(before.tuning).toBeUndefined();
  for (const { metrics } of [report, before]) expect(Object.keys(metrics)).toEqual(["val", "test"]);
  expect(["fine-tuned", "before"]).toContain(kept);
  // The downloads are those of the better model.
  const opened = await headless(["--model", join(out, "tfjs.zip"), "--test", join(folder.path, "others")]);
  expect(opened.code, opened.stderr).toBe(0);
  const wanted = kept === "before" ? before : report;
  expect(JSON.parse(opened.stdout).metrics.test).toEqual(wanted.metrics.test);
  folder.remove();
});

test("headless reports each mistake in a sentence", async () => {
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  const mistakes: [string[], RegExp][] = [
    [["--train", folder.path], /no photo to use/],
    [["--train", join(folder.path, "nowhere")], /There is no folder .*nowhere/],
    [["--trian", folder.path], /--trian/],
    [[], /--train DIR is missing/],
    [["--model", join(folder.path, "nothing.h5")], /There is no file .*nothing.h5/],
    [["--train", folder.path, "--fine-tune", "some"], /--fine-tune some: use all or last/],
    [["--train", folder.path, "--augment", "flip"], /need --fine-tune/],
    [["--train", folder.path, "--fine-tune", "all", "--augment", "spin"], /--augment spin/],
    [["--model", join(ROOT, "package.json")], /package.json cannot be opened as a model/],
  ];
  for (const [args, sentence] of mistakes) {
    const { code, stderr } = await headless(args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain("    at ");
  }
  folder.remove();
});

function headless(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", "headless", "--", ...args], {
      cwd: ROOT,
      env: {
        ...process.env,
        BACKBONE_URL: "http://127.0.0.1:9/",
        ...(sharedBackbone && { BACKBONE_DIR: sharedBackbone }),
      },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.on("exit", (code) => resolve({ code, stdout, stderr }));
  });
}
