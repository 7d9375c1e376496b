import { Button, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { backboneTitle } from "../../backbone/weights";
import type { TrainedModel } from "../../models/model";
import { downloadTfjs } from "../session/models";
import { go } from "../session/store";
import { count } from "../widgets/format";
import { notifyFailure } from "../widgets/offerUndo";
import classes from "./ResultsHeader.module.css";
import { photos } from "./sentences";

/** Which model this is, what it stands on, and what to do with it. */
export function ResultsHeader({ model }: { model: TrainedModel }) {
  const { name, backbone, created, openedFrom } = model;
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <Title order={1} className={classes.name}>
          {name}
        </Title>
        <ul className={`${classes.facts} tabular`}>
          <li>
            On <strong>{backboneTitle(backbone)}</strong>
          </li>
          <li>
            <LearnedFrom model={model} />
            <time dateTime={new Date(created).toISOString()}>{when(created)}</time>
          </li>
          {openedFrom !== undefined && <li>Opened from {openedFrom}</li>}
        </ul>
      </div>
      <div className={classes.actions}>
        <Button size="md" onClick={() => go("use")}>
          Use it
        </Button>
        <TfjsButton model={model} />
      </div>
    </header>
  );
}

/** Nothing where the file that the model came in does not tell. */
function LearnedFrom({ model: { run } }: { model: TrainedModel }) {
  if (run === undefined) return null;
  const { female, male } = run.counts.train;
  return `${photos(female + male)} learned from (${count(female)} female, ${count(male)} male) · `;
}

/** "23 Nov 2026, 05:43": short enough for one line with the photos. */
function when(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

function TfjsButton({ model }: { model: TrainedModel }) {
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await downloadTfjs(model).catch(notifyFailure);
    setBusy(false);
  };
  return (
    <Button
      size="md"
      variant="default"
      loading={isBusy}
      leftSection={<IconDownload size={18} aria-hidden="true" />}
      onClick={() => void run()}
    >
      Download for TensorFlow.js
    </Button>
  );
}
