import type { LearningCurve } from "../crossvalidation/learning-curve-verdict";
import type { TrainedModel } from "../models/model";
import { histogramPlot, reliabilityPlot } from "../plots/calibration-plots";
import { thresholdsCsv } from "../plots/csv";
import type { Plot } from "../plots/plot";
import { precisionRecallPlot } from "../plots/precision-recall-plot";
import { rocPlot } from "../plots/roc-plot";
import { historyPlot, learningCurvePlot } from "../plots/training-plots";
import { basisLine, type Measured, PART_NAMES } from "./measured";
import { plotSvg } from "./svg/plot-svg";

/** The plots of an evaluation. */
export type PlotName = "roc" | "precision-recall" | "reliability" | "histogram";

/** A plot, or a table, as files. */
export interface PlotFiles {
  /** The name of the files, without extension. */
  readonly name: string;
  readonly svg: string;
  readonly csv: string;
}

/** A plot to save, with a line on what it is based on; undefined if it cannot be drawn. */
export function plotFiles(plot: PlotName, measured: Measured): PlotFiles | undefined {
  return filesOf(`${plot}-${PART_NAMES[measured.part]}`, measuredPlot(plot, measured), basisLine(measured));
}

/** The table of thresholds to save. */
export function thresholdsFile({ part, thresholds }: Measured): Omit<PlotFiles, "svg"> {
  return { name: `thresholds-${PART_NAMES[part]}`, csv: thresholdsCsv(thresholds) };
}

/** The training curves to save; undefined if they are not known. */
export function historyFiles(model: TrainedModel): PlotFiles | undefined {
  return filesOf("history", trainingPlot(model), model.name);
}

/** The learning curve to save. */
export function learningCurveFiles(model: TrainedModel, curve: LearningCurve): PlotFiles | undefined {
  const basis = `${model.name} · five parts of its photos, each checked by models trained on the others`;
  return filesOf("learning-curve", learningCurvePlot(curve), basis);
}

function filesOf(name: string, plot: Plot | undefined, basis: string): PlotFiles | undefined {
  return plot && { name, svg: plotSvg(plot, basis), csv: plot.csv() };
}

/** A plot of a model's evaluation; undefined if it cannot be drawn. */
export function measuredPlot(plot: PlotName, measured: Measured): Plot | undefined {
  const { positive, figures, decision, bins, calibrationError, histogram } = measured;
  switch (plot) {
    case "roc":
      return measured.roc && rocPlot(measured.roc, figures, positive);
    case "precision-recall": {
      const { precisionRecall: curve, averagePrecision } = measured;
      if (curve === undefined || averagePrecision === undefined) return undefined;
      return precisionRecallPlot({ curve, averagePrecision, positive }, figures);
    }
    case "reliability":
      return calibrationError === undefined ? undefined : reliabilityPlot(bins, calibrationError, positive);
    case "histogram": {
      const { threshold, count } = figures;
      return count === 0
        ? undefined
        : histogramPlot({ histogram, positive, threshold, unsure: decision.unsure });
    }
  }
}

/** The training curves; undefined if they are not known. */
export function trainingPlot({ run }: TrainedModel): Plot | undefined {
  return run === undefined || run.history.length === 0 ? undefined : historyPlot(run);
}
