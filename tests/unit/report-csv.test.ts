import { expect, it } from "vitest";
import { summarise } from "../../src/crossvalidation/summary";
import { precisionRecallCurve } from "../../src/metrics/precision-recall";
import { reliability, scoreHistogram } from "../../src/metrics/reliability";
import { rocCurve } from "../../src/metrics/roc";
import { thresholdTable } from "../../src/metrics/thresholds";
import {
  histogramCsv,
  historyCsv,
  learningCurveCsv,
  precisionRecallCsv,
  reliabilityCsv,
  rocCsv,
  thresholdsCsv,
} from "../../src/report/csv";
import { aCheckedModel } from "../a-report";

const LABELS = [1, 1, 0, 0];
const SCORES = [0.75, 0.25, 0.5, 0.125];

/** The lines of a table, each terminated as in RFC 4180. */
function lines(csv: string): string[] {
  expect(csv.endsWith("\r\n")).toBe(true);
  expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  return csv.split("\r\n").slice(0, -1);
}

it("a ROC curve lists rates by threshold, starting with no positives", () => {
  const curve = rocCurve(LABELS, SCORES);
  expect(curve && lines(rocCsv(curve))).toEqual([
    "fpr,tpr,threshold",
    "0,0,inf",
    "0,0.5,0.75",
    "0.5,0.5,0.5",
    "0.5,1,0.25",
    "1,1,0.125",
  ]);
});

it("a precision-recall curve ends at recall 0, without a threshold", () => {
  const curve = precisionRecallCurve(LABELS, SCORES);
  expect(curve && lines(precisionRecallCsv(curve))).toEqual([
    "precision,recall,threshold",
    "0.5,1,0.125",
    `${2 / 3},1,0.25`,
    "0.5,0.5,0.5",
    "1,0.5,0.75",
    "1,0,",
  ]);
});

it("a reliability diagram lists its bins with intervals", () => {
  const [names, first, ...rest] = lines(reliabilityCsv(reliability(LABELS, SCORES)));
  expect(names).toBe("low,high,photos,mean_score,positives,share,share_low,share_high");
  expect(first).toMatch(/^0\.1,0\.2,1,0\.125,0,0,0,0\.79\d+$/);
  expect(rest).toHaveLength(3);
});

it("a histogram names its labels", () => {
  const histogram = scoreHistogram(LABELS, SCORES, 4);
  expect(lines(histogramCsv(histogram, "female"))).toEqual([
    "low,high,female,male",
    "0,0.25,0,1",
    "0.25,0.5,1,0",
    "0.5,0.75,0,1",
    "0.75,1,1,0",
  ]);
  expect(lines(histogramCsv(histogram, "male"))[0]).toBe("low,high,male,female");
});

it("a threshold table leaves undefined cells empty", () => {
  const rows = lines(thresholdsCsv(thresholdTable(LABELS, SCORES)));
  expect(rows).toHaveLength(20);
  expect(rows[0]).toMatch(/^threshold,accuracy,precision,recall,f1,true_positives/);
  expect(rows[10]).toBe("0.5,0.5,0.5,0.5,0.5,1,1,1,1");
  expect(rows[19]).toBe("0.95,0.5,,0,0,0,0,2,2");
});

it("a learning curve lists means and deviations", () => {
  const figures = summarise([
    { accuracy: 0.5, rocAuc: 0.75 },
    { accuracy: 1, rocAuc: 0.75 },
  ]);
  expect(lines(learningCurveCsv([{ share: 1, photos: 40, ...figures }]))).toEqual([
    "photos,accuracy_mean,accuracy_deviation,roc_auc_mean,roc_auc_deviation",
    `40,0.75,${Math.sqrt(0.125)},0.75,0`,
  ]);
});

it("a history marks fine-tuning epochs, and leaves missing validation empty", () => {
  const { run } = aCheckedModel();
  const rows = run ? lines(historyCsv(run)) : [];
  expect(rows[0]).toBe("epoch,phase,loss,accuracy,val_loss,val_accuracy");
  expect(rows[14]).toMatch(/^14,head,/);
  expect(rows[15]).toMatch(/^15,fine-tuning,/);
  const history = [{ epoch: 1, loss: 0.5, accuracy: 0.6, valLoss: undefined, valAccuracy: undefined }];
  expect(lines(historyCsv({ history }))[1]).toBe("1,head,0.5,0.6,,");
});
