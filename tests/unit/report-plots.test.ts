import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { precisionRecallCurve } from "../../src/metrics/precision-recall";
import { femaleScores } from "../../src/metrics/probability";
import { rocCurve } from "../../src/metrics/roc";
import { measure } from "../../src/report/measured";
import {
  historyFiles,
  learningCurveFiles,
  type PlotName,
  plotFiles,
  thresholdsFile,
} from "../../src/report/plot-files";
import { histogramPlot } from "../../src/report/plots/calibration";
import { precisionRecallPlot, rocPlot } from "../../src/report/plots/curves";
import { historyPlot } from "../../src/report/plots/training";
import { MOST_POINTS } from "../../src/report/svg/thin";
import { aCheckedModel, allExtras, anEvaluation } from "../a-report";
import { tagsOf } from "../well-formed";

const PLOTS: readonly PlotName[] = ["roc", "precision-recall", "reliability", "histogram"];

describe("the plots of a model", () => {
  const model = aCheckedModel();
  const measured = measure(model, "test", "female");

  it.each(PLOTS)("%s is self-contained, in the labels' colours, and states its basis", (plot) => {
    const files = measured && plotFiles(plot, measured);
    expect(files?.name).toBe(`${plot}-test`);
    const svg = files?.svg ?? "";
    expect(tagsOf(svg)[0]?.name).toBe("svg");
    expect(svg).not.toMatch(/NaN|undefined|href|url\(|<style|<script/);
    expect(svg).toContain("#b45309");
    const words = svg.replace(/<\/text>\s*<text[^>]*>/g, " ");
    expect(words).toContain(
      "200 test photos, 100 female and 100 male · female from 0.45 on · temperature 1.50",
    );
  });

  it.each(PLOTS)("%s works for the other label", (plot) => {
    const other = measure(model, "val", "male");
    const svg = (other && plotFiles(plot, other)?.svg) ?? "";
    expect(tagsOf(svg).length).toBeGreaterThan(20);
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).toContain("#0f766e");
    expect(svg).toContain("validation photos");
  });

  it("have a legend entry for everything drawn", () => {
    const svg = (plot: PlotName) => (measured && plotFiles(plot, measured)?.svg) ?? "";
    expect(svg("roc")).toMatch(/>the model, area 0\.9\d\d<.*>guessing<.*>threshold 0\.45</s);
    expect(svg("reliability")).toMatch(/>the model, with 95 % intervals<.*>as it should be</s);
    expect(svg("histogram")).toMatch(/>female, above<.*>male, below<.*>threshold 0\.45</s);
  });

  it("shade the “not sure” band", () => {
    const histogram = { positives: [1, 0, 3, 4], negatives: [2, 0, 0, 1] };
    const plot = (unsure: number) => histogramPlot({ histogram, positive: "female", threshold: 0.5, unsure });
    expect(tagsOf(plot(0.1)).filter(({ name }) => name === "polygon")).toHaveLength(1);
    expect(plot(0.1)).toContain("Nearer to it than 10\u00a0%, in the grey band, the model is not sure.");
    expect(tagsOf(plot(0)).filter(({ name }) => name === "polygon")).toHaveLength(0);
    expect(plot(0)).toContain("50\u00a0% to 75\u00a0%: 3 female, 0 male");
  });

  it("are not drawn without both labels, or without photos", () => {
    const evaluation = anEvaluation(6, 1);
    const oneLabel = measure(
      aCheckedModel({ evaluations: { val: { ...evaluation, labels: new Uint8Array(6) } } }),
      "val",
      "female",
    );
    expect(oneLabel && PLOTS.map((plot) => plotFiles(plot, oneLabel) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const none = {
      paths: [],
      labels: new Uint8Array(),
      scores: femaleScores<"uncalibrated">(new Float32Array()),
    };
    const nothing = measure(aCheckedModel({ evaluations: { val: none } }), "val", "female");
    expect(nothing && PLOTS.map((plot) => plotFiles(plot, nothing))).toEqual(PLOTS.map(() => undefined));
  });

  it("are drawn if all scores are equal", () => {
    const evaluation = {
      ...anEvaluation(6, 1),
      scores: femaleScores<"uncalibrated">(new Float32Array(6).fill(0.5)),
    };
    const equal = measure(aCheckedModel({ evaluations: { val: evaluation } }), "val", "female");
    for (const plot of PLOTS) {
      const svg = (equal && plotFiles(plot, equal)?.svg) ?? "";
      expect(tagsOf(svg).length, plot).toBeGreaterThan(20);
      expect(svg, plot).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe("the curves of 20,000 photos", () => {
  it("have lines with a few hundred points", () => {
    const random = createRandom(2, "scores");
    const labels = Array.from({ length: 20_000 }, (_none, index) => index % 2);
    const scores = labels.map((label) => 1 / (1 + Math.exp(random.normal(label === 1 ? -1 : 1, 1.5))));
    const [roc, pr] = [rocCurve(labels, scores), precisionRecallCurve(labels, scores)];
    if (roc === undefined || pr === undefined) throw new Error("There are photos of both labels.");
    const at = { fpr: 0.1, tpr: 0.9, threshold: 0.5 };
    const longest = (svg: string) =>
      Math.max(...tagsOf(svg).map(({ attributes: { d = "" } }) => d.split("L").length));
    const rocSvg = rocPlot({ curve: roc, at, rocAuc: 0.9, positive: "female" });
    expect(longest(rocSvg)).toBeGreaterThan(50);
    expect(longest(rocSvg)).toBeLessThanOrEqual(MOST_POINTS);
    const prAt = { precision: 0.9, recall: 0.9, threshold: 0.5 };
    const prData = {
      curve: pr,
      at: prAt,
      averagePrecision: 0.9,
      positiveShare: 0.5,
      positive: "male",
    } as const;
    expect(longest(precisionRecallPlot(prData))).toBeLessThanOrEqual(MOST_POINTS);
  });
});

describe("the plots of training", () => {
  it("show loss, accuracy, the best epoch, and where fine-tuning begins", () => {
    const svg = historyFiles(aCheckedModel())?.svg ?? "";
    expect(tagsOf(svg).length).toBeGreaterThan(40);
    expect(svg.match(/>fine-tuning →</g)).toHaveLength(4);
    expect(svg).toMatch(/>training<.*>validation<.*>kept</s);
    expect(svg).toContain("validation accuracy from 61.7 % after round 1 to");
    expect(svg).toContain("Kept is what was learned after round 24. Fine-tuning began after round 14.");
  });

  it("have no validation line without validation photos, and work with one epoch", () => {
    const history = [{ epoch: 1, loss: 0.5, accuracy: 0.6, valLoss: undefined, valAccuracy: undefined }];
    const svg = historyPlot({ history, bestEpoch: 1, tunedAfter: undefined });
    expect(tagsOf(svg).length).toBeGreaterThan(20);
    expect(svg).not.toMatch(/NaN|undefined|validation/);
    expect(historyFiles(aCheckedModel({ run: undefined, openedFrom: "m.h5" }))).toBeUndefined();
  });

  it("show the learning curve", async () => {
    const model = aCheckedModel();
    const { learningCurve } = await allExtras(model);
    if (learningCurve === undefined) throw new Error("It is among the extras.");
    const files = learningCurveFiles(model, learningCurve);
    expect(tagsOf(files.svg).filter(({ name }) => name === "circle")).toHaveLength(5);
    expect(files.svg).toContain("With 640 photos: accuracy");
    expect(files.csv.split("\r\n")).toHaveLength(6);
  });
});

it("the threshold table is also a file", () => {
  const measured = measure(aCheckedModel(), "val", "female");
  const file = measured && thresholdsFile(measured);
  expect(file?.name).toBe("thresholds-validation");
  expect(file?.csv.split("\r\n")).toHaveLength(21);
});
