import { Text, UnstyledButton } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type Label, otherLabel } from "../../common/label";
import type { Figures } from "../../metrics/figures";
import { photos } from "../../models/figure-sentences";
import { count, percent } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { TitledSection } from "../widgets/TitledSection";
import classes from "./ConfusionMatrix.module.css";

const TITLE = "Confusion matrix";

/** The confusion matrix: a row per true label, a column per answer, the positive label first. */
export function ConfusionMatrix({
  figures,
  positive,
  onOpen,
}: {
  figures: Figures;
  positive: Label;
  /** Shows the photos of a cell; undefined if it is not known which they are. */
  onOpen: ((label: Label, called: Label) => void) | undefined;
}) {
  const negative = otherLabel(positive);
  const columns = [positive, negative] as const;
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = figures.confusion;
  return (
    <TitledSection title={TITLE} className={classes.section}>
      <Text className={classes.intro}>
        Rows: how the photos are labelled. Columns: what the model called them. Percentages are of the row.
        {onOpen && " Click a cell to see its photos."}
      </Text>
      <table className={`${classes.matrix} tabular`} aria-label={TITLE} data-testid="confusion-matrix">
        <thead>
          <tr>
            <td />
            <th scope="col">
              called <LabelMark label={positive} />
            </th>
            <th scope="col">
              called <LabelMark label={negative} />
            </th>
          </tr>
        </thead>
        <tbody>
          <Row label={positive} columns={columns} calls={[truePositives, falseNegatives]} onOpen={onOpen} />
          <Row label={negative} columns={columns} calls={[falsePositives, trueNegatives]} onOpen={onOpen} />
        </tbody>
      </table>
    </TitledSection>
  );
}

function Row({
  label,
  columns,
  calls,
  onOpen,
}: {
  label: Label;
  /** What the photos of each column were called. */
  columns: readonly [Label, Label];
  calls: readonly [number, number];
  onOpen: ((label: Label, called: Label) => void) | undefined;
}) {
  const total = calls[0] + calls[1];
  return (
    <tr>
      <th scope="row">
        <LabelMark label={label} />
        <span className={classes.total}>{photos(total)}</span>
      </th>
      {columns.map((called, column) => (
        <td
          key={called}
          className={classes.cell}
          data-answer={called === label ? "right" : "wrong"}
          data-label={label}
        >
          <Cell
            label={label}
            called={called}
            calls={calls[column] ?? 0}
            total={total}
            onOpen={onOpen && (() => onOpen(label, called))}
          />
        </td>
      ))}
    </tr>
  );
}

function Cell({
  label,
  called,
  calls,
  total,
  onOpen,
}: {
  label: Label;
  called: Label;
  calls: number;
  total: number;
  onOpen: (() => void) | undefined;
}) {
  const isRight = called === label;
  const Icon = isRight ? IconCheck : IconX;
  const content = (
    <>
      <span className={classes.count}>{count(calls)}</span>
      <span className={classes.answer}>
        <Icon size={16} aria-hidden="true" />
        {isRight ? "right" : "wrong"}
      </span>
      {total > 0 && <span className={classes.share}>{percent(calls / total)}</span>}
    </>
  );
  if (onOpen === undefined || calls === 0) return content;
  return (
    <UnstyledButton
      className={classes.open}
      aria-label={`${photos(calls, label)} called ${called}, ${isRight ? "right" : "wrong"}: show`}
      onClick={onOpen}
    >
      {content}
    </UnstyledButton>
  );
}
