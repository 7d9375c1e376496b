import type { LearningCurve } from "../crossvalidation/learning-curve-verdict";
import type { TrainedModel } from "../models/model";
import { operatingPoint } from "../models/operating-point";
import {
  histogramCsv,
  historyCsv,
  learningCurveCsv,
  precisionRecallCsv,
  reliabilityCsv,
  rocCsv,
  thresholdsCsv,
} from "./csv";
import { basisLine, type Measured, PART_NAMES } from "./measured";
import { histogramPlot, reliabilityPlot } from "./plots/calibration";
import { precisionRecallPlot, rocPlot } from "./plots/curves";
import { historyPlot, learningCurvePlot } from "./plots/training";

/** The plots of what a model said about photos. */
export type PlotName = "roc" | "precision-recall" | "reliability" | "histogram";

/** A plot, or a table, as files. */
export interface PlotFiles {
  /** What the files are called, without their ending. */
  readonly name: string;
  readonly svg: string;
  readonly csv: string;
}

/** A plot to be saved, which says in itself what it rests on; undefined where it cannot be drawn. */
export function plotFiles(plot: PlotName, measured: Measured): PlotFiles | undefined {
  const svg = measuredPlot(plot, measured, basisLine(measured));
  const csv = measuredCsv(plot, measured);
  if (svg === undefined || csv === undefined) return undefined;
  return { name: `${plot}-${PART_NAMES[measured.part]}`, svg, csv };
}

/** What comes of each threshold, as a table to be saved. */
export function thresholdsFile({ part, thresholds }: Measured): Omit<PlotFiles, "svg"> {
  return { name: `thresholds-${PART_NAMES[part]}`, csv: thresholdsCsv(thresholds) };
}

/** The course of training to be saved; undefined where nobody knows it. */
export function historyFiles(model: TrainedModel): PlotFiles | undefined {
  const svg = trainingPlot(model, model.name);
  return svg === undefined || model.run === undefined
    ? undefined
    : { name: "history", svg, csv: historyCsv(model.run) };
}

/** A learning curve to be saved. */
export function learningCurveFiles(model: TrainedModel, curve: LearningCurve): PlotFiles {
  const basis = `${model.name} · five parts of its photos, each checked by models of the others`;
  return { name: "learning-curve", svg: learningCurvePlot(curve, basis), csv: learningCurveCsv(curve) };
}

/** A plot as SVG; undefined where it cannot be drawn. @param basis as for `rocPlot` */
export function measuredPlot(plot: PlotName, measured: Measured, basis?: string): string | undefined {
  const { positive, figures, bins, calibrationError: error } = measured;
  const { rocAuc, threshold, precision, recall, count, positives } = figures;
  switch (plot) {
    case "roc": {
      const { roc: curve } = measured;
      if (curve === undefined || rocAuc === undefined) return undefined;
      return rocPlot({ curve, at: operatingPoint(figures), rocAuc, positive }, basis);
    }
    case "precision-recall": {
      const { precisionRecall: curve, averagePrecision } = measured;
      if (curve === undefined || averagePrecision === undefined || recall === undefined) return undefined;
      const at = { precision, recall, threshold };
      const positiveShare = positives / count;
      return precisionRecallPlot({ curve, at, averagePrecision, positiveShare, positive }, basis);
    }
    case "reliability":
      return error === undefined ? undefined : reliabilityPlot({ bins, error, positive }, basis);
    case "histogram": {
      const { histogram, decision } = measured;
      if (count === 0) return undefined;
      return histogramPlot({ histogram, positive, threshold, unsure: decision.unsure }, basis);
    }
  }
}

/** The course of training as SVG; undefined where nobody knows it. */
export function trainingPlot({ run }: TrainedModel, basis?: string): string | undefined {
  if (run === undefined || run.history.length === 0) return undefined;
  const { history, bestEpoch, tuning } = run;
  return historyPlot({ history, bestEpoch, tunedAfter: tuning?.after }, basis);
}

function measuredCsv(plot: PlotName, measured: Measured): string | undefined {
  const { roc, precisionRecall, bins, histogram, positive } = measured;
  switch (plot) {
    case "roc":
      return roc && rocCsv(roc);
    case "precision-recall":
      return precisionRecall && precisionRecallCsv(precisionRecall);
    case "reliability":
      return reliabilityCsv(bins);
    case "histogram":
      return histogramCsv(histogram, positive);
  }
}
