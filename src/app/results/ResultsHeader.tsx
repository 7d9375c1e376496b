import { Button, Title } from "@mantine/core";
import { backboneTitle } from "../../backbone/weights";
import { photos } from "../../models/figure-sentences";
import type { TrainedModel } from "../../models/model";
import { go } from "../session/store";
import { DownloadMenu } from "../widgets/DownloadMenu";
import { count, shortMoment } from "../widgets/format";
import classes from "./ResultsHeader.module.css";

/** Which model this is, what it was trained on, and the buttons to use and download it. */
export function ResultsHeader({ model }: { model: TrainedModel }) {
  const { name, backbone, created, openedFrom } = model;
  return (
    <header className={`${classes.header} both-ends`}>
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
            <time dateTime={new Date(created).toISOString()}>{shortMoment(created)}</time>
          </li>
          {openedFrom !== undefined && <li>Opened from {openedFrom}</li>}
        </ul>
      </div>
      <div className={classes.actions}>
        <Button size="md" data-testid="use-model" onClick={() => go("use")}>
          Use it
        </Button>
        <DownloadMenu model={model} size="md">
          Download model
        </DownloadMenu>
      </div>
    </header>
  );
}

/** Nothing if the model’s file does not say. */
function LearnedFrom({ model: { run } }: { model: TrainedModel }) {
  if (run === undefined) return null;
  const { female, male } = run.counts.train;
  return `Trained on ${photos(female + male)} (${count(female)} female, ${count(male)} male) · `;
}
