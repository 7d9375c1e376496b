/** The tables from which the page, the report, files, headless and the docs follow; CONTRIBUTING.md has recipes. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  BACKBONE_WIDTHS,
  mobileNetV2,
  parameterCount,
  variables,
  WIDTH_NAMES,
  WIDTHS,
  type Width,
} from "../../src/backbone/architecture";
import { AppError } from "../../src/common/error";
import { listed } from "../../src/common/words";
import { amountText, atWorst, CONDITIONS, conditionName, STRENGTHS } from "../../src/conditions/conditions";
import { BackboneList } from "../../src/engine/page/backbone-list";
import { BOOTSTRAPPED, bootstrap } from "../../src/metrics/bootstrap";
import { sortedPhotos, sumsOfDraw } from "../../src/metrics/draw";
import * as losses from "../../src/metrics/loss";
import { METRIC_NAMES, METRICS, metricOf } from "../../src/metrics/metrics";
import { femaleScores, positiveScores } from "../../src/metrics/probability";
import * as rates from "../../src/metrics/rates";
import { calibrated } from "../../src/models/decision";
import {
  MODEL_FORMAT_NAMES,
  MODEL_FORMATS,
  type ModelFormat,
  writeModel,
} from "../../src/models/formats/formats";
import { modelSchema, modelToJson, whatIsWrong } from "../../src/models/schemas";
import { evaluationReport } from "../../src/report/evaluation-json";
import { reportHtml } from "../../src/report/html";
import { measure } from "../../src/report/measured";
import { aModel } from "../a-model";
import { aCheckedModel, anEvaluation } from "../a-report";

const SRC = join(import.meta.dirname, "../../src");

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

const never = new AbortController().signal;

/** An unknown key or number, as a file or a page of another version may have it. */
function unknown<Known>(value: unknown): Known {
  return value as Known;
}

function expectUnique(values: readonly string[]): void {
  expect(new Set(values).size, values.join()).toBe(values.length);
  for (const value of values) expect(value).toMatch(/\S/);
}

/** The files of a folder of `src` that no file imports. */
function unusedFiles(folder: string): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const text = files.map((file) => readFileSync(join(SRC, file), "utf8")).join("\n");
  const names = readdirSync(join(SRC, folder)).map((file) => basename(file, ".ts"));
  return names.filter((name) => !text.includes(`/${name}"`));
}

describe("metrics", () => {
  const evaluation = anEvaluation(60, 4);
  const { labels } = evaluation;
  const scores = positiveScores(evaluation.scores, "female");
  const ones = labels.map((label) => 1 - label);

  it("have unique names, and meanings that end with a full stop", () => {
    expectUnique(METRIC_NAMES.map((name) => METRICS[name].title));
    expectUnique(METRIC_NAMES.map((name) => METRICS[name].word));
    for (const name of METRIC_NAMES) expect(METRICS[name].meaning("female"), name).toMatch(/\.$/);
  });

  it("include every rate and loss", () => {
    const { costOf: _ofOnePhoto, ...means } = losses;
    const values = new Set<unknown>(METRIC_NAMES.map((name) => METRICS[name].value));
    for (const [name, value] of Object.entries({ ...rates, ...means }))
      expect(values.has(value), name).toBe(true);
  });

  it("are the same on a bootstrap draw that contains every photo once", () => {
    const photos = sortedPhotos(ones, scores);
    if (photos === undefined) throw new Error("The photos are of one label.");
    const sums = sumsOfDraw(photos, new Uint32Array(60).fill(1), 0.5);
    for (const name of METRIC_NAMES) {
      const metric = metricOf(name);
      if (metric.of === "scores")
        expect(metric.drawn(sums), name).toBeCloseTo(metric.value(ones, scores) ?? Number.NaN, 12);
      else if (metric.counted !== undefined) {
        const { successes, count } = metric.counted(sums.confusion);
        expect(successes / count, name).toBe(metric.value(sums.confusion));
      }
    }
  });

  it("all have an interval in evaluation.json, or say why they have no value", async () => {
    const model = aCheckedModel();
    const measured = measure(model, "test", "female");
    if (measured === undefined) throw new Error("The model was not checked on test photos.");
    const options = { threshold: measured.figures.threshold, draws: 50, seed: 1 };
    const intervals = await bootstrap(measured.view.labels, measured.view.scores, options, never);
    expect(Object.keys(intervals ?? {}).sort()).toEqual([...BOOTSTRAPPED].sort());
    const extras = { intervals: { test: intervals ?? {} } };
    const { figures } = evaluationReport(model, "female", extras).evaluations.test ?? {};
    expect(Object.keys(figures ?? {})).toEqual(METRIC_NAMES);
    for (const name of METRIC_NAMES) {
      const format = { value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) };
      expect(figures?.[name], name).toMatchObject({ ...format, method: expect.any(String) });
    }
    const nothing = {
      paths: [],
      labels: new Uint8Array(),
      scores: femaleScores<"uncalibrated">(new Float32Array()),
    };
    const none = evaluationReport(aModel({ evaluations: { val: nothing } }), "female", {}).evaluations.val;
    for (const name of METRIC_NAMES) {
      const reason = expect.stringContaining("there are no photos to check with");
      expect(none?.figures[name], name).toEqual({ value: null, reason });
    }
  });

  it("are all in the report", () => {
    const document = reportHtml({ model: aCheckedModel(), positive: "female", extras: {}, created: 0 });
    for (const name of METRIC_NAMES) expect(document, name).toContain(`<dt>${METRICS[name].title}</dt>`);
  });
});

describe("bad conditions", () => {
  it("have no unused files", () => {
    expect(unusedFiles("conditions")).toEqual([]);
  });

  it("are as many as the README lists", () => {
    const [, list = ""] = /The same photos (.*?), at three strengths/.exec(README) ?? [];
    expect(list.split(/, | or /)).toHaveLength(CONDITIONS.length);
  });

  it("have unique names and descriptions at every strength", () => {
    expectUnique(CONDITIONS.map(conditionName));
    expectUnique(CONDITIONS.map(atWorst));
    for (const condition of CONDITIONS)
      expectUnique(STRENGTHS.map((strength) => amountText({ condition, strength })));
  });
});

describe("file formats", () => {
  const weights = { width: 0.35 as const, values: new Float32Array(parameterCount(0.35)) };

  it("have unique titles, and the README lists their file names", () => {
    expectUnique(MODEL_FORMAT_NAMES.map((format) => MODEL_FORMATS[format].title));
    const section = /## Exporting and importing models\n(.*?)\n## /s.exec(README)?.[1] ?? "";
    const inReadme = Array.from(section.matchAll(/^\| `([^`]+)` \|/gm), ([, fileName]) => fileName);
    expect(inReadme).toEqual(MODEL_FORMAT_NAMES.map((format) => MODEL_FORMATS[format].fileName));
  });

  it("have no unused writer or reader", () => {
    expect(unusedFiles("models/formats")).toEqual([]);
  });

  it("are all written, each as a different file", async () => {
    const sizes = new Set<number>();
    for (const format of MODEL_FORMAT_NAMES)
      sizes.add((await writeModel(calibrated(aModel()), weights, format)).size);
    expect(Math.min(...sizes)).toBeGreaterThan(1_000_000);
    expect(sizes.size).toBe(MODEL_FORMAT_NAMES.length);
  }, 60_000);

  it.each(["onnx", "toString"])("are refused in plain words if unknown: %s", async (format) => {
    const writing = writeModel(calibrated(aModel()), weights, unknown<ModelFormat>(format));
    await expect(writing).rejects.toThrow(AppError);
    await expect(writing).rejects.toThrow(
      `The model cannot be downloaded as “${format}”: there is no such format.`,
    );
  });
});

describe("backbone widths", () => {
  const unknownWidth = unknown<Width>(0.123);

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("have unique names, the widest first, and are at most 1", () => {
    expectUnique(WIDTH_NAMES);
    expectUnique(BACKBONE_WIDTHS.map(({ purpose }) => purpose));
    expect(WIDTHS).toEqual(WIDTHS.toSorted((a, b) => b - a));
    for (const { width, name } of BACKBONE_WIDTHS) {
      expect(Number(name)).toBe(width);
      expect(width).toBeLessThanOrEqual(1);
    }
  });

  it("differ in the shapes of their checkpoints and in their last projection", () => {
    expectUnique(WIDTHS.map((width) => JSON.stringify(variables(width).map(({ shape }) => shape))));
    expectUnique(WIDTHS.map((width) => `${mobileNetV2(width).at(-1)?.convolutions[0]?.inChannels}`));
  });

  it("are listed in the README", () => {
    expect(README).toContain(`tf_kernels_{${WIDTH_NAMES.join(",")}}_224_no_top.h5`);
    expect(README).toContain(`MobileNetV2 ${listed(WIDTH_NAMES, "or")} →`);
    const [, weights = ""] = /at width (.*?),/.exec(README) ?? [];
    for (const name of WIDTH_NAMES) expect(weights).toContain(`${name} (`);
  });

  it("are the only ones accepted in files", () => {
    const model = modelToJson(aModel());
    expect(v.safeParse(modelSchema, model).success).toBe(true);
    const wide = { ...model, backbone: { ...model.backbone, width: unknownWidth } };
    const { issues } = v.safeParse(modelSchema, wide);
    expect(whatIsWrong(issues ?? [])).toBe(
      `backbone.width: its width is 0.123, and this version of Twofold knows only ${listed(WIDTH_NAMES)}`,
    );
  });

  it("are the only ones accepted in the build’s list of backbones", async () => {
    const backbone = { id: "0.123", width: unknownWidth, origin: "", sha256: "a".repeat(64), file: "a.bin" };
    vi.stubGlobal("fetch", async () => Response.json({ backbones: [backbone] }));
    const list = new BackboneList("http://localhost/manifest.json", () => {});
    await expect(list.all()).rejects.toThrow(/list of backbones cannot be used: .* its width is 0\.123/);
  });

  it("are the only ones that can be computed", () => {
    expect(() => mobileNetV2(unknownWidth)).toThrow(AppError);
    expect(() => mobileNetV2(unknownWidth)).toThrow("This backbone cannot be used: its width is 0.123");
  });
});
