import { Badge, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { backboneTitle } from "../../backbone/weights";
import { photos } from "../../common/words";
import { figuresOf, isOnDrawings } from "../../models/evaluation";
import type { LabelCounts, TrainedModel } from "../../models/model";
import { rename } from "../session/models";
import { useSession } from "../session/store";
import { figure, moment, percent } from "../widgets/format";
import { notifyFailure } from "../widgets/offerUndo";
import { ModelActions } from "./ModelActions";
import classes from "./ModelRow.module.css";
import { NameField } from "./NameField";

/** One model as one result of a list: what it is, how good it is, what can be done with it. */
export function ModelRow({
  model,
  isCurrent,
  onDeleted,
}: {
  model: TrainedModel;
  isCurrent: boolean;
  onDeleted: () => void;
}) {
  const [isRenaming, setRenaming] = useState(false);
  const more = useRef<HTMLButtonElement>(null);

  function endRenaming(name: string | undefined): void {
    setRenaming(false);
    if (name !== undefined && name !== model.name) void rename(model, name).catch(notifyFailure);
    // Back to where it began, for those who work by keyboard.
    more.current?.focus();
  }

  return (
    <article className={classes.row} aria-label={model.name} data-current={isCurrent || undefined}>
      <div className={classes.about}>
        {isRenaming ? (
          <NameField name={model.name} onEnd={endRenaming} />
        ) : (
          <div className={classes.title}>
            <h2 className={classes.name}>{model.name}</h2>
            {isCurrent && (
              <Badge
                className={classes.badge}
                tt="none"
                leftSection={<IconCheck size={12} stroke={3} aria-hidden="true" />}
              >
                In use
              </Badge>
            )}
          </div>
        )}
        <Text size="sm" c="dimmed" className="tabular">
          <time dateTime={new Date(model.created).toISOString()}>{moment(model.created)}</time> ·{" "}
          {backboneTitle(model.backbone)} · {originOf(model)}
        </Text>
      </div>
      <ModelFigures model={model} />
      <ModelActions
        model={model}
        moreButton={more}
        onRename={() => setRenaming(true)}
        onDeleted={onDeleted}
      />
    </article>
  );
}

function ModelFigures({ model }: { model: TrainedModel }) {
  const positive = useSession((session) => session.positive);
  const evaluation = model.evaluations.test ?? model.evaluations.val;
  const figures = useMemo(() => evaluation && figuresOf(evaluation, positive), [evaluation, positive]);
  if (figures === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Never checked on other photos
      </Text>
    );
  }
  const part = model.evaluations.test === undefined ? "set aside" : "to test";
  return (
    <dl className={`${classes.figures} tabular`}>
      <div>
        <dt>Accuracy</dt>
        <dd>{percent(figures.accuracy)}</dd>
      </div>
      <div>
        <dt>ROC AUC</dt>
        <dd>{figure(figures.rocAuc)}</dd>
      </div>
      <div className={classes.basis}>
        <dt className="visually-hidden">Checked on</dt>
        <dd>
          on {isOnDrawings(model) ? `${figures.count} drawings` : photos(figures.count)} {part}
        </dd>
      </div>
    </dl>
  );
}

/** What it was trained on, or the file that it came in where that does not tell. */
function originOf({ run, openedFrom }: TrainedModel): string {
  if (run === undefined) return openedFrom ?? "";
  return photos(sum(run.counts.train) + sum(run.counts.val));
}

function sum({ female, male }: LabelCounts): number {
  return female + male;
}
