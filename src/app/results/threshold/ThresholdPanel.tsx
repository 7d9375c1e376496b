import { Menu, Slider, Switch, Text } from "@mantine/core";
import { memo, useMemo, useState } from "react";
import { type Label, otherLabel } from "../../../common/label";
import { distance, type FemaleProbability, ofLabel, positiveProbability } from "../../../metrics/probability";
import { LIKELIER } from "../../../models/decision";
import type { BinaryView } from "../../../models/evaluation";
import type { Decision, Evaluation } from "../../../models/model";
import { femaleThreshold, type Preset, presets, presetThreshold } from "../../../models/presets";
import { surenessOf, surenessSentence } from "../../../models/sureness";
import { twoDigits } from "../../widgets/format";
import { MenuButton } from "../../widgets/MenuButton";
import { TitledSection } from "../../widgets/TitledSection";
import classes from "./ThresholdPanel.module.css";
import type { ChangingDecision } from "./useDecision";
import { useLatest } from "./useLatest";

/** The half width of the “not sure” band when it is switched on, and its maximum. */
const USUAL_BAND = 0.1;
const WIDEST_BAND = 0.3;

/** Sets the threshold, by hand or for a goal, and the “not sure” band around it. */
export function ThresholdPanel({
  decisions: { decision, change, settle },
  view,
  positive,
  evaluation,
}: {
  decisions: ChangingDecision;
  /** From the side of `positive`. */
  view: BinaryView;
  positive: Label;
  evaluation: Evaluation;
}) {
  const onChoose = useLatest((chosen: FemaleProbability) => change({ threshold: chosen }));
  const shown = ofLabel(decision.threshold, positive);
  const isMoved = distance(decision.threshold, LIKELIER.threshold) > 1e-9;
  return (
    <TitledSection
      title={
        <>
          Threshold <span className="tabular">{twoDigits(shown)}</span>
        </>
      }
      beside={<PresetMenu view={view} positive={positive} onChoose={onChoose} />}
      className={classes.panel}
    >
      <div className={classes.slider}>
        <Slider
          data-testid="threshold"
          min={0.01}
          max={0.99}
          step={0.01}
          value={shown}
          label={null}
          onChange={(value) => change({ threshold: femaleThreshold(positiveProbability(value), positive) })}
          onChangeEnd={settle}
          onBlur={settle}
          thumbLabel={`Threshold for ${positive}`}
          thumbValueText={twoDigits}
          marks={[{ value: 0.5 }]}
        />
        <div className={classes.ends}>
          <span>calls more photos {positive}</span>
          <span>calls more photos {otherLabel(positive)}</span>
        </div>
      </div>
      <Text className={classes.note}>
        A photo is called {positive} if its probability of {positive} is at least {twoDigits(shown)}. The
        metrics on this page, the predictions under Use and the files that you download change with it.
        {isMoved &&
          " Choosing the threshold on these photos makes their metrics look slightly too good. Test photos give fairer ones."}
      </Text>
      <Band decision={decision} evaluation={evaluation} change={change} settle={settle} />
    </TitledSection>
  );
}

interface PresetProps {
  readonly view: BinaryView;
  readonly positive: Label;
  readonly onChoose: (threshold: FemaleProbability) => void;
}

const PresetMenu = memo(function PresetMenu(props: PresetProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={310} withinPortal>
      <MenuButton size="compact-md" data-testid="threshold-aims">
        Choose for a goal
      </MenuButton>
      <Menu.Dropdown>{isOpen && <PresetItems {...props} />}</Menu.Dropdown>
    </Menu>
  );
});

function PresetItems({ view, positive, onChoose }: PresetProps) {
  const items = useMemo(
    () => presets(positive).map((preset) => ({ preset, threshold: presetThreshold(preset, view, positive) })),
    [view, positive],
  );
  return items.map(({ preset, threshold }) => (
    <PresetItem
      key={preset.name}
      preset={preset}
      threshold={threshold}
      positive={positive}
      onChoose={onChoose}
    />
  ));
}

function PresetItem({
  preset: { name, note },
  threshold,
  positive,
  onChoose,
}: Omit<PresetProps, "view"> & {
  preset: Preset;
  threshold: FemaleProbability | undefined;
}) {
  return (
    <Menu.Item
      disabled={threshold === undefined}
      onClick={() => threshold !== undefined && onChoose(threshold)}
    >
      <span className={classes.item}>
        <span>{name}</span>
        <span className="tabular">
          {threshold === undefined ? "–" : twoDigits(ofLabel(threshold, positive))}
        </span>
      </span>
      <Text size="xs" c="dimmed">
        {threshold === undefined ? "No threshold achieves this on these photos" : note}
      </Text>
    </Menu.Item>
  );
}

function Band({
  decision,
  evaluation,
  change,
  settle,
}: {
  decision: Decision;
  evaluation: Evaluation;
  change: ChangingDecision["change"];
  settle: () => void;
}) {
  const { unsure } = decision;
  return (
    <div className={classes.band}>
      <Switch
        label="Say “not sure” near the threshold"
        data-testid="unsure"
        checked={unsure > 0}
        onChange={({ currentTarget }) => change({ unsure: currentTarget.checked ? USUAL_BAND : 0 })}
      />
      {unsure > 0 && (
        <>
          <Slider
            className={classes.width}
            data-testid="unsure-width"
            min={0.01}
            max={WIDEST_BAND}
            step={0.01}
            value={unsure}
            label={null}
            onChange={(value) => change({ unsure: value })}
            onChangeEnd={settle}
            onBlur={settle}
            thumbLabel="Distance from the threshold"
            thumbValueText={(value) => `within ${twoDigits(value)}`}
          />
          <Text className={`${classes.note} tabular`} aria-live="polite">
            Within {twoDigits(unsure)} of the threshold, the answer is “not sure”.{" "}
            {surenessSentence(surenessOf(evaluation, decision))}
          </Text>
        </>
      )}
    </div>
  );
}
