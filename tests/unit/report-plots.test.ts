import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { evaluate } from "../../src/metrics/figures";
import { precisionRecallCurve } from "../../src/metrics/precision-recall";
import { femaleScores } from "../../src/metrics/probability";
import { rocCurve } from "../../src/metrics/roc";
import { histogramPlot } from "../../src/plots/calibration-plots";
import type { Plot } from "../../src/plots/plot";
import { precisionRecallPlot } from "../../src/plots/precision-recall-plot";
import { rocPlot } from "../../src/plots/roc-plot";
import { MOST_POINTS } from "../../src/plots/thin";
import { historyPlot, learningCurvePlot } from "../../src/plots/training-plots";
import { measure } from "../../src/report/measured";
import {
  historyFiles,
  learningCurveFiles,
  measuredPlot,
  type PlotName,
  plotFiles,
  thresholdsFile,
  trainingPlot,
} from "../../src/report/plot-files";
import { plotSvg } from "../../src/report/svg/plot-svg";
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
      "200 test photos, 100 female and 100 male · threshold for female 0.45 · temperature 1.50",
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
    expect(svg("roc")).toMatch(/>guessing<.*>threshold 0\.45<.*>the model, area 0\.9\d\d</s);
    expect(svg("precision-recall")).toMatch(/>guessing<.*>threshold 0\.45<.*>the model, average 0\.9\d\d</s);
    expect(svg("reliability")).toMatch(/>ideal<.*>the model, with 95 % intervals</s);
    expect(svg("histogram")).toMatch(/>threshold 0\.45<.*>female, above<.*>male, below</s);
  });

  it("shade the “not sure” band", () => {
    const histogram = { positives: [1, 0, 3, 4], negatives: [2, 0, 0, 1] };
    const plot = (unsure: number) =>
      plotSvg(histogramPlot({ histogram, positive: "female", threshold: 0.5, unsure }));
    const bands = (svg: string) => tagsOf(svg).filter(({ attributes }) => attributes["fill-opacity"]);
    expect(bands(plot(0.1))).toHaveLength(1);
    expect(plot(0.1)).toContain("Within 10\u00a0% of it, in the grey band, the model is not sure.");
    expect(bands(plot(0))).toHaveLength(0);
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
    const figures = evaluate(labels, scores, 0.5);
    const longest = (plot: Plot) =>
      Math.max(...tagsOf(plotSvg(plot)).map(({ attributes: { d = "" } }) => d.split("L").length));
    const rocLength = longest(rocPlot(roc, figures, "female"));
    expect(rocLength).toBeGreaterThan(50);
    expect(rocLength).toBeLessThanOrEqual(MOST_POINTS);
    const prPlot = precisionRecallPlot({ curve: pr, averagePrecision: 0.9, positive: "male" }, figures);
    expect(longest(prPlot)).toBeLessThanOrEqual(MOST_POINTS);
  });
});

describe("the plots of training", () => {
  it("show loss, accuracy, the best epoch, and where fine-tuning begins", () => {
    const svg = historyFiles(aCheckedModel())?.svg ?? "";
    expect(tagsOf(svg).length).toBeGreaterThan(40);
    expect(svg.match(/>fine-tuning →</g)).toHaveLength(4);
    expect(svg).toMatch(/>training<.*>validation<.*>kept</s);
    expect(svg).toContain("validation accuracy from 61.7 % after round 1 to");
    expect(svg).toContain("The model after round 24 was kept. Fine-tuning begins after round 14.");
  });

  it("have no validation line without validation photos, and work with one epoch", () => {
    const history = [{ epoch: 1, loss: 0.5, accuracy: 0.6, valLoss: undefined, valAccuracy: undefined }];
    const svg = plotSvg(historyPlot({ history, bestEpoch: 1 }));
    expect(tagsOf(svg).length).toBeGreaterThan(20);
    expect(svg).not.toMatch(/NaN|undefined|validation/);
    expect(historyFiles(aCheckedModel({ run: undefined, openedFrom: "m.h5" }))).toBeUndefined();
  });

  it("show the learning curve", async () => {
    const model = aCheckedModel();
    const { learningCurve } = await allExtras(model);
    if (learningCurve === undefined) throw new Error("It is among the extras.");
    const files = learningCurveFiles(model, learningCurve);
    const dots = tagsOf(files?.svg ?? "").map(
      ({ attributes: { d = "" } }) => d.match(/M[^M]*a/g)?.length ?? 0,
    );
    // The last is that of the key.
    expect(dots.filter((count) => count > 0)).toEqual([4, 1]);
    expect(files?.svg).toContain("With 640 photos: accuracy");
    expect(files?.csv.split("\r\n")).toHaveLength(6);
  });
});

describe("every plot", () => {
  const model = aCheckedModel();
  const measured = measure(model, "test", "female");
  const plots = async (): Promise<readonly Plot[]> => {
    const all = [
      ...PLOTS.map((plot) => measured && measuredPlot(plot, measured)),
      trainingPlot(model),
      learningCurvePlot((await allExtras(model)).learningCurve ?? []),
    ].flatMap((plot) => plot ?? []);
    expect(all).toHaveLength(6);
    return all;
  };

  it("draws the axes, ticks, notes and marks of its definition, and contains its description", async () => {
    for (const plot of await plots()) {
      const svg = plotSvg(plot);
      const texts = Array.from(svg.matchAll(/>([^<>]*)<\/text>/g), ([, text]) => text);
      for (const { x, y, notes, marks } of plot.panels) {
        const ticks = [...x.ticks.map(x.format), ...y.ticks.map(y.format)];
        const named = marks.flatMap(({ name }) => name ?? []);
        const written = [...ticks, `↑ ${y.label}`, ...notes.map(({ text }) => text), ...named];
        expect(texts, plot.id).toEqual(expect.arrayContaining(written));
        expect(texts, plot.id).toContain(x.label === "" ? x.format(x.ticks[0] ?? 0) : `${x.label} →`);
      }
      expect(svg).toContain(`-description">${plot.description}</desc>`);
    }
  });

  it("has ticks at both ends of its axes, and no points beyond them", async () => {
    for (const { id, panels } of await plots()) {
      expect(panels.length, id).toBeGreaterThan(0);
      for (const { x, y, marks } of panels) {
        for (const { domain, ticks } of [x, y]) {
          expect(ticks[0], id).toBe(ticks.length > 1 ? domain[0] : 0);
          expect(ticks.at(-1), id).toBe(ticks.length > 1 ? domain[1] : 0);
        }
        const points = marks.flatMap((mark) => ("points" in mark ? mark.points : []));
        for (const [across, up] of points) {
          expect(across >= x.domain[0] && across <= x.domain[1], id).toBe(true);
          expect(up >= y.domain[0] && up <= y.domain[1], id).toBe(true);
        }
      }
    }
  });
});

it("the threshold table can be saved as CSV", () => {
  const measured = measure(aCheckedModel(), "val", "female");
  const file = measured && thresholdsFile(measured);
  expect(file?.name).toBe("thresholds-validation");
  expect(file?.csv.split("\r\n")).toHaveLength(21);
});
