import { LABELS } from "../../common/label";
import { count, moment } from "../../common/words";
import type { LeftOut } from "../../dataset/sample";
import type { TrainedModel, TrainingRun } from "../../models/model";
import { courseSentence, settingFacts, timeFacts } from "../../models/training-facts";
import { tuningFacts } from "../../models/tuning-facts";
import { factList, type Html, html, labelMark, name, note, plot, type Section, table } from "../html-markup";
import { trainingPlot } from "../plot-files";

/** The most files listed: a document with thousands would be slow to open; `evaluation.json` has them all. */
const MOST_LEFT_OUT = 200;

const PARTS = [
  { split: "train", title: "training" },
  { split: "val", title: "validation" },
  { split: "test", title: "test" },
] as const;

/** How a model was trained: photos, settings, training curves, and files that were left out. */
export function training(model: TrainedModel): Section {
  return {
    id: "training",
    title: "How it was trained",
    body: model.run === undefined ? unknown(model) : known(model, model.run),
  };
}

function unknown({ openedFrom }: TrainedModel): Html {
  return note("This is not known: ", name(openedFrom ?? "the file"), " does not say.");
}

function known(model: TrainedModel, run: TrainingRun): Html {
  const { tuning, skipped } = run;
  return html`${note(`Trained on ${moment(model.created)}, in a web browser.`)}
${table(
  "Photos of each label in each part of the data",
  ["Photos", ...LABELS.map(labelMark)],
  PARTS.map(({ split, title }) => [title, ...LABELS.map((label) => count(run.counts[split][label]))]),
)}
${plot("Loss and accuracy by round", `A round (epoch) is one pass over all training photos. ${courseSentence(run)}`, trainingPlot(model))}
${tuning === undefined ? undefined : html`<h3>Fine-tuning</h3>${factList(tuningFacts(tuning))}`}
<h3>${tuning === undefined ? "Settings" : "Settings of the training before fine-tuning"}</h3>
${factList(settingFacts(run, model.backbone))}
<h3>Time</h3>
${factList(timeFacts(run))}
${skipped.length === 0 ? undefined : leftOut(skipped)}`;
}

function leftOut(files: readonly LeftOut[]): Html {
  const more = files.length - MOST_LEFT_OUT;
  return html`<details>
<summary>${files.length === 1 ? "1 file was left out" : `${count(files.length)} files were left out`}</summary>
<ul class="files">${files
    .slice(0, MOST_LEFT_OUT)
    .map(({ path, reason }) => html`<li>${name(path)} <span class="note">${reason}</span></li>\n`)}</ul>
${more > 0 ? note(`And ${count(more)} more; evaluation.json lists them all.`) : undefined}
</details>`;
}
