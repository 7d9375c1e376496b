import { Chip, Group, Switch } from "@mantine/core";
import { CONDITIONS, type Condition, conditionName } from "../../conditions/conditions";
import { augmentationsOf, SMALL_CHANGES, type TuningSettings } from "../../tuning/tuning-settings";
import { changeTuning } from "../session/tuning";
import classes from "./TuningSettings.module.css";

/** The switch's value in its group; the settings hold the individual conditions. */
export const CONDITIONS_SWITCH = "conditions";

/** Whether to augment photos with bad conditions, and with which. Part of a group of switches. */
export function TuningConditions({
  settings,
  conditions,
}: {
  settings: TuningSettings;
  /** Those switched on and possible with these settings. */
  conditions: readonly Condition[];
}) {
  const arePossible = augmentationsOf({ ...settings, augmentations: CONDITIONS }).length > 0;
  const want = (wanted: readonly Condition[]) => {
    const small = SMALL_CHANGES.filter((each) => settings.augmentations.includes(each));
    changeTuning({ augmentations: [...small, ...wanted] });
  };
  return (
    <div className={classes.conditions}>
      <Switch
        value={CONDITIONS_SWITCH}
        data-testid="augmentation-conditions"
        label="Bad conditions"
        description="Half of the time, a photo is blurred, darkened, rotated, partly covered or made worse in another way, so that the model learns to cope with such photos. Training takes a little longer."
        classNames={{ track: classes.track }}
        disabled={!arePossible}
        onChange={(event) => want(event.currentTarget.checked ? CONDITIONS : [])}
      />
      {conditions.length > 0 && (
        <Chip.Group
          multiple
          value={[...conditions]}
          onChange={(chosen) => want(CONDITIONS.filter((each) => chosen.includes(each)))}
        >
          <Group
            gap="xs"
            className={classes.chips}
            role="group"
            aria-label="Which bad conditions"
            data-testid="tuned-conditions"
          >
            {CONDITIONS.map((each) => (
              <Chip key={each} value={each} size="sm" variant="outline">
                {conditionName(each)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
    </div>
  );
}
