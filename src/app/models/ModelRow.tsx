import { Badge, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { backboneTitle } from "../../backbone/weights";
import { notifyFailure } from "../notices/notify-failure";
import { rename } from "../session/models";
import { figure, percent, shortMoment, size } from "../widgets/format";
import { checkedOn, type ListedModel, origin } from "./listed";
import { type Compare, ModelActions } from "./ModelActions";
import classes from "./ModelRow.module.css";
import { NameField } from "./NameField";

/** One model in the list: what it is, how good it is, and its buttons. */
export function ModelRow({
  row,
  isCurrent,
  compare,
  onDeleted,
}: {
  row: ListedModel;
  isCurrent: boolean;
  /** Undefined if there is no other model to compare it with. */
  compare: Compare | undefined;
  onDeleted: () => void;
}) {
  const { model } = row;
  const [isRenaming, setRenaming] = useState(false);
  const more = useRef<HTMLButtonElement>(null);

  function endRenaming(name: string | undefined): void {
    setRenaming(false);
    if (name !== undefined && name !== model.name) void rename(model, name).catch(notifyFailure);
    // Returns the focus to where it was, for keyboard users.
    more.current?.focus();
  }

  return (
    <article
      className={`${classes.row} card`}
      aria-label={model.name}
      data-testid="model"
      data-current={isCurrent || undefined}
      data-tuned={model.run?.tuning !== undefined || undefined}
    >
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
          <time dateTime={new Date(model.created).toISOString()}>{shortMoment(model.created)}</time> ·{" "}
          {backboneTitle(model.backbone)} · <span className={classes.size}>{size(row.size)}</span>
          <br />
          {origin(model)}
        </Text>
      </div>
      <ModelFigures checked={row.checked} />
      <ModelActions
        model={model}
        compare={compare}
        moreButton={more}
        onRename={() => setRenaming(true)}
        onDeleted={onDeleted}
      />
    </article>
  );
}

function ModelFigures({ checked }: Pick<ListedModel, "checked">) {
  if (checked === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Not checked on photos here
      </Text>
    );
  }
  const { figures } = checked;
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
        <dd>on {checkedOn(checked)}</dd>
      </div>
    </dl>
  );
}
