import { Button } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { backboneTitle } from "../../backbone/weights";
import type { Label } from "../../common/label";
import type { Figures } from "../../metrics/figures";
import { HEADLINE_METRICS, type HeadlineMetric, METRICS } from "../../metrics/metrics";
import type { Comparison, Side } from "../../models/comparison";
import { figuresOf } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { sizeOf } from "../../models/size";
import type { Pair } from "../session/address";
import { chooseModel } from "../session/models";
import { go, type Place } from "../session/store";
import { shortMoment, size } from "../widgets/format";
import classes from "./ComparisonTable.module.css";
import type { ComparedModels } from "./compared-models";
import { LETTERS } from "./comparison-sentences";
import { checkedOn, learnedFrom } from "./listed";
import { ModelMark } from "./ModelMark";

/** One row: its title and a cell per model. */
interface Row {
  readonly title: string;
  readonly cells: readonly [ReactNode, ReactNode];
}

/** The metrics of two models and how they were trained, in two columns. */
export function ComparisonTable({ models, comparison, positive }: ComparedModels) {
  const figures = useMemo(() => figureRows(comparison, positive), [comparison, positive]);
  const rows = [...figures, ...factRows(models, comparison)];
  return (
    <table className={`${classes.table} tabular`}>
      <caption className="visually-hidden">Metrics of the two models, and how they were trained</caption>
      <thead>
        <tr>
          <td />
          {models.map((model, index) => (
            <th scope="col" key={model.id}>
              <span className={classes.head}>
                <ModelMark index={index === 0 ? 0 : 1} />
                {LETTERS[index]}
              </span>
              <span className={classes.name}>{model.name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, cells: [one, other] }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{one}</td>
            <td>{other}</td>
          </tr>
        ))}
        <tr>
          <td />
          {models.map((model) => (
            <td key={model.id}>
              <Actions model={model} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function figureRows({ sides, photos }: Comparison, positive: Label): Row[] {
  const [one, other] = sides.map(
    (side) => side && figuresOf(side.evaluation, positive, side.decision.threshold),
  );
  return HEADLINE_METRICS.map((name) => {
    const { title, format } = METRICS[name];
    const written = [format(one?.[name]), format(other?.[name])] as const;
    // No “higher” mark for other photos, or if the displayed numbers are equal.
    const lead = photos === "same" && written[0] !== written[1] ? leader(one, other, name) : undefined;
    const cell = (index: 0 | 1) => <Value isHigher={lead === index}>{written[index]}</Value>;
    return { title, cells: [cell(0), cell(1)] };
  });
}

function leader(
  one: Figures | undefined,
  other: Figures | undefined,
  name: HeadlineMetric,
): 0 | 1 | undefined {
  const [left, right] = [one?.[name], other?.[name]];
  if (left === undefined || right === undefined) return undefined;
  return left > right ? 0 : 1;
}

function Value({ isHigher, children }: { isHigher: boolean; children: string }) {
  return (
    <span className={classes.value} data-higher={isHigher || undefined}>
      {children}
      {isHigher && <span className={classes.higher}>higher</span>}
    </span>
  );
}

function factRows(models: Pair, { sides }: Comparison): Row[] {
  const [one, other] = models;
  const row = (title: string, tell: (model: TrainedModel, side: Side | undefined) => ReactNode): Row => ({
    title,
    cells: [tell(one, sides[0]), tell(other, sides[1])],
  });
  return [
    row("Checked on", (_, side) => (side === undefined ? "no photos here" : checkedOn(side))),
    row("Backbone", ({ backbone }) => backboneTitle(backbone)),
    row("Trained on", (model) => learnedFrom(model) ?? "unknown"),
    row("Date", ({ created }) => shortMoment(created)),
    row("Size", (model) => size(sizeOf(model))),
    ...(models.some(({ openedFrom }) => openedFrom !== undefined)
      ? [row("Opened from", ({ openedFrom }) => openedFrom ?? "trained here")]
      : []),
  ];
}

function Actions({ model }: { model: TrainedModel }) {
  function open(place: Place): void {
    chooseModel(model.id);
    go(place);
  }

  return (
    <div className={classes.actions}>
      <Button size="xs" variant="default" aria-label={`Use ${model.name}`} onClick={() => open("use")}>
        Use
      </Button>
      <Button
        size="xs"
        variant="default"
        data-testid="model-results"
        aria-label={`Results of ${model.name}`}
        onClick={() => open("results")}
      >
        Results
      </Button>
    </div>
  );
}
