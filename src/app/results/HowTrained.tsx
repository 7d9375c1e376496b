import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { BackboneInfo } from "../../backbone/weights";
import { LABELS } from "../../common/label";
import type { LeftOut } from "../../dataset/sample";
import type { TrainingRun } from "../../models/model";
import { courseSentence, settingFacts, timeFacts } from "../../models/training-facts";
import { tuningFacts } from "../../models/tuning-facts";
import { FigureTable } from "../widgets/FigureTable";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { TrainingCurves } from "../widgets/TrainingCurves";
import { FactList } from "./FactList";
import classes from "./HowTrained.module.css";

/** Thousands of skipped files would slow the page down and help nobody; `evaluation.json` lists them all. */
const SKIPPED_SHOWN = 200;

/** How a model was trained: curves, photos, settings and times. */
export function HowTrained({ run, backbone }: { run: TrainingRun; backbone: BackboneInfo }) {
  const { history, skipped, tuning } = run;
  return (
    <div className={classes.parts}>
      <TrainingCurves
        epochs={history}
        of={history.length}
        bestEpoch={run.bestEpoch}
        tunedAfter={tuning?.after}
      />
      <p className={classes.note}>
        A round (epoch) is one pass over all training photos. {courseSentence(run)}
      </p>
      <Section title="Photos">
        <PhotoCounts counts={run.counts} />
      </Section>
      {tuning !== undefined && (
        <Section title="Fine-tuning">
          <FactList facts={tuningFacts(tuning)} />
        </Section>
      )}
      <Section title={tuning === undefined ? "Settings" : "Settings of the training before fine-tuning"}>
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
  { split: "train", name: "for training" },
  { split: "val", name: "for validation" },
  { split: "test", name: "for testing" },
] as const;

const COLUMNS = ["Used", ...LABELS.map((label) => <LabelMark key={label} label={label} />)];

function PhotoCounts({ counts }: Pick<TrainingRun, "counts">) {
  return (
    <FigureTable caption="Photos of each label in each part of the data" columns={COLUMNS}>
      {SPLITS.map(({ split, name }) => (
        <tr key={split}>
          <th scope="row">{name}</th>
          {LABELS.map((label) => (
            <td key={label}>{count(counts[split][label])}</td>
          ))}
        </tr>
      ))}
    </FigureTable>
  );
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
        <p className={classes.note}>And {count(more)} more. The downloaded metrics (JSON) list them all.</p>
      )}
    </>
  );
}
