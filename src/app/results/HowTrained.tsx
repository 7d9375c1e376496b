import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type BackboneInfo, backboneTitle } from "../../backbone/weights";
import { LABELS } from "../../common/label";
import type { LeftOut } from "../../dataset/sample";
import type { TrainingRun } from "../../models/model";
import { count, duration, percent } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { TrainingCurves } from "../widgets/TrainingCurves";
import { type Fact, FactList } from "./FactList";
import classes from "./HowTrained.module.css";
import tables from "./MoreFigures.module.css";
import { tuningFacts } from "./tuning-facts";

/** A page with thousands of skipped files would be slow and of no use; the downloaded figures have them all. */
const SKIPPED_SHOWN = 200;

/** How a model came to be: the course of training, the photos, the settings and the time it took. */
export function HowTrained({ run, backbone }: { run: TrainingRun; backbone: BackboneInfo }) {
  const { history, skipped, tuning } = run;
  return (
    <div className={classes.parts}>
      <TrainingCurves epochs={history} of={history.length} tunedAfter={tuning?.after} />
      <p className={classes.note}>
        A round (epoch) is one pass over all photos that it learns from. {courseSentence(run)}
      </p>
      <Section title="Photos">
        <PhotoCounts counts={run.counts} />
      </Section>
      {tuning !== undefined && (
        <Section title="Fine-tuning">
          <FactList facts={tuningFacts(tuning)} />
        </Section>
      )}
      <Section title={tuning === undefined ? "Settings" : "Settings of the training before it"}>
        <FactList facts={settingFacts(run, backbone)} />
      </Section>
      <Section title="Time">
        <FactList facts={timeFacts(run)} />
      </Section>
      {skipped.length > 0 && (
        <Section title={skipped.length === 1 ? "1 file left out" : `${count(skipped.length)} files left out`}>
          <Skipped files={skipped} />
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </section>
  );
}

const SPLITS = [
  { split: "train", name: "to learn from" },
  { split: "val", name: "to validate" },
  { split: "test", name: "to test" },
] as const;

function PhotoCounts({ counts }: Pick<TrainingRun, "counts">) {
  return (
    <table className={`${tables.table} tabular`}>
      <caption className="visually-hidden">Photos of each label in each part of the data</caption>
      <thead>
        <tr>
          <th scope="col">Used</th>
          {LABELS.map((label) => (
            <th scope="col" key={label}>
              <LabelMark label={label} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SPLITS.map(({ split, name }) => (
          <tr key={split}>
            <th scope="row">{name}</th>
            {LABELS.map((label) => (
              <td key={label}>{count(counts[split][label])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many rounds there were, and which was kept. */
function courseSentence({ history, settings, bestEpoch, tuning }: TrainingRun): string {
  const isChecked = history.at(-1)?.valLoss !== undefined;
  if (tuning !== undefined) {
    const rounds = count(history.length - tuning.after);
    const why = isChecked ? ", when it did best on the photos set aside" : "";
    return `After ${count(tuning.after)} came ${rounds} of fine-tuning; kept is what it had learned after round ${bestEpoch}${why}.`;
  }
  const why = isChecked && settings.patience !== undefined ? ", when the validation loss was lowest" : "";
  return `${count(history.length)} of at most ${count(settings.epochs)} were done; kept is what it had learned after round ${bestEpoch}${why}.`;
}

function settingFacts({ settings, backend, tuning }: TrainingRun, backbone: BackboneInfo): Fact[] {
  const { origin } = tuning?.from ?? backbone;
  return [
    {
      name: "Backbone",
      value: backboneTitle(tuning?.from ?? backbone),
      note: `What turns a photo into numbers to learn from; it stays as it was. Origin: ${origin}.`,
    },
    {
      name: "Seed",
      value: String(settings.seed),
      note: "All chance comes from it: the same photos, settings and seed give the same model.",
    },
    {
      name: "Validation share",
      value: percent(settings.validationShare),
      note: "Set aside from the training photos, unless a folder did so.",
    },
    { name: "Batch size", value: count(settings.batchSize), note: "Photos that it looks at for each step." },
    { name: "Learning rate", value: String(settings.learningRate), note: "How far it goes with each step." },
    {
      name: "Dropout",
      value: percent(settings.dropout),
      note: "Share of what it sees that is hidden in each step, so that it does not lean on a few details.",
    },
    {
      name: "Early stopping",
      value: settings.patience === undefined ? "off" : `after ${count(settings.patience)} rounds`,
      note: "Without a lower validation loss.",
    },
    {
      name: "Class weights",
      value: settings.classWeights ? "on" : "off",
      note: "Whether the rarer label counts more, so that both count the same.",
    },
    {
      name: "Computed with",
      value: backend === "webgl" ? "WebGL" : "WebAssembly",
      note: "Graphics card (WebGL) or processor (WebAssembly).",
    },
  ];
}

function timeFacts({ seconds, tuning }: TrainingRun): Fact[] {
  return [
    { name: "Reading the photos", value: span(seconds.read), note: "Opening each file and checking it." },
    {
      name: "Looking at every photo",
      value: span(seconds.features),
      note: "What was seen before is remembered.",
    },
    { name: "Training", value: span(seconds.train), note: "All rounds together." },
    { name: "Checking the result", value: span(seconds.evaluate), note: "On the photos set aside." },
    ...(tuning === undefined
      ? []
      : [{ name: "Fine-tuning", value: span(tuning.seconds), note: "All its rounds." }]),
    {
      name: "Altogether",
      value: span(seconds.total + (tuning?.seconds ?? 0)),
      note: "From files to figures.",
    },
  ];
}

function span(seconds: number): string {
  if (seconds < 0.01) return "under 0.01 s";
  return seconds < 10 ? `${seconds.toFixed(seconds < 1 ? 2 : 1)} s` : duration(seconds);
}

function Skipped({ files }: { files: readonly LeftOut[] }) {
  const more = files.length - SKIPPED_SHOWN;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard. */}
      <ul className={classes.skipped} tabIndex={0} aria-label="Files left out">
        {files.slice(0, SKIPPED_SHOWN).map(({ path, reason }) => (
          <li key={`${path}\n${reason}`}>
            {path}
            <span className={classes.reason}>{reason}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className={classes.note}>And {count(more)} more; the downloaded figures list them all.</p>
      )}
    </>
  );
}
