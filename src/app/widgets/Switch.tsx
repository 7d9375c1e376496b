import { SegmentedControl } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, useId } from "react";
import { LABELS, type Label } from "../../common/label";
import { choosePositive } from "../session/store";
import { LabelMark } from "./LabelMark";
import classes from "./Switch.module.css";

/** A segmented control with a label. */
export function Switch<Value extends string>({
  name,
  ...control
}: {
  name: string;
  value: Value;
  onChange: (value: Value) => void;
  data: { value: Value; label: ReactNode }[];
} & Pick<HTMLAttributes<HTMLDivElement>, "data-testid">) {
  const id = useId();
  return (
    <div className={classes.switch}>
      <span className={classes.name} id={id}>
        {name}
      </span>
      <SegmentedControl {...control} aria-labelledby={id} />
    </div>
  );
}

/** Chooses the positive label of precision, recall and the ROC curve. */
export function PositiveSwitch({ positive }: { positive: Label }) {
  return (
    <Switch
      name="Metrics for"
      data-testid="positive-label"
      value={positive}
      onChange={choosePositive}
      data={LABELS.map((value) => ({ value, label: <LabelMark label={value} /> }))}
    />
  );
}
