import { type Label, labelIndex } from "../../common/label";
import { areKnownUnseen } from "../../models/evaluation";
import { photos } from "../../models/figure-sentences";
import type { HeldOut, TrainedModel } from "../../models/model";
import { count } from "../widgets/format";
import { PositiveSwitch, Switch } from "../widgets/Switch";
import classes from "./Basis.module.css";

const PART_NAMES: Readonly<Record<HeldOut, string>> = { val: "Validation", test: "Test" };

/** What the metrics are based on: which photos, and which label is the positive one. */
export function Basis({
  model,
  part,
  onPart,
  positive,
}: {
  model: TrainedModel;
  part: HeldOut;
  onPart: (part: HeldOut) => void;
  positive: Label;
}) {
  const { evaluations } = model;
  const evaluation = evaluations[part];
  const labels = evaluation?.labels ?? new Uint8Array();
  const female = labels.filter((label) => label === labelIndex("female")).length;
  const parts = (["val", "test"] as const).filter((each) => evaluations[each] !== undefined);
  return (
    <div className={classes.basis}>
      <div className={classes.switches}>
        {parts.length > 1 && (
          <Switch
            name="Measured on"
            value={part}
            onChange={onPart}
            data={parts.map((value) => ({ value, label: PART_NAMES[value] }))}
          />
        )}
        <PositiveSwitch positive={positive} />
      </div>
      <p className="tabular">
        Measured on {photos(labels.length)}
        {evaluation && areKnownUnseen(evaluation) && " that it was not trained on"} (
        {PART_NAMES[part].toLowerCase()}): {count(female)} female, {count(labels.length - female)} male
      </p>
    </div>
  );
}
