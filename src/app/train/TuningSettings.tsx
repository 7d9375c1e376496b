import { Button, Group, SimpleGrid, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import {
  AUGMENTATIONS,
  augmentationsOf,
  conditionsAmong,
  DEFAULT_TUNING,
  SMALL_CHANGES,
  type SmallChange,
  type TuningSettings,
} from "../../tuning/tuning-settings";
import { useSession } from "../session/store";
import { changeTuning } from "../session/tuning";
import { NumberField } from "./NumberField";
import { SettingsFold } from "./SettingsFold";
import { CONDITIONS_SWITCH, TuningConditions } from "./TuningConditions";
import classes from "./TuningSettings.module.css";

const WORDS: Readonly<Record<SmallChange, { readonly label: string; readonly text: string }>> = {
  flip: { label: "Mirror", text: "Half of the time, left and right are swapped." },
  shift: { label: "Shift", text: "A little in any direction." },
  scale: { label: "Scale", text: "A little larger or smaller." },
  brightness: { label: "Brightness", text: "A little lighter or darker." },
};

const NUMBERS = [
  {
    key: "learningRate",
    label: "Learning rate",
    text: "How large the first corrections are. They get smaller towards the end.",
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    decimals: 6,
  },
  {
    key: "labelSmoothing",
    label: "Label smoothing",
    text: "Limits how sure the model tries to be: with 0.05, it aims for 97.5 %.",
    min: 0,
    max: 0.5,
    step: 0.05,
    decimals: 2,
  },
  {
    key: "batchSize",
    label: "Batch size",
    text: "How many photos each correction of the model is based on.",
    min: 1,
    max: 256,
  },
] as const;

/** Settings that few people need to change. */
export function MoreTuningSettings() {
  // Open if the stress test has switched bad conditions on, so that people see it.
  const [hasConditions] = useState(
    () => conditionsAmong(useSession.getState().tuningSettings.augmentations).length > 0,
  );
  return (
    <SettingsFold title="More settings" data-testid="tuning-settings" isOpenAtFirst={hasConditions}>
      <Fields />
    </SettingsFold>
  );
}

function Fields() {
  const settings = useSession(({ tuningSettings }) => tuningSettings);
  const changed = JSON.stringify(settings) !== JSON.stringify(DEFAULT_TUNING);
  return (
    <Stack gap="lg" py="sm">
      <Augmentations settings={settings} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
        {NUMBERS.map(({ key, ...setting }) => (
          <NumberField
            {...setting}
            key={key}
            data-testid={`tuning-${key}`}
            value={settings[key]}
            onChange={(value) => changeTuning({ [key]: value })}
          />
        ))}
      </SimpleGrid>
      <Group>
        <Button variant="default" disabled={!changed} onClick={() => changeTuning(DEFAULT_TUNING)}>
          Reset to the recipe
        </Button>
      </Group>
    </Stack>
  );
}

function Augmentations({ settings }: { settings: TuningSettings }) {
  const possible = augmentationsOf({ ...settings, augmentations: AUGMENTATIONS });
  const { augmentations } = settings;
  const conditions = conditionsAmong(augmentations).filter((each) => possible.includes(each));
  const small = SMALL_CHANGES.filter((each) => augmentations.includes(each) && possible.includes(each));
  const turn = (one: SmallChange, on: boolean) =>
    changeTuning({
      augmentations: AUGMENTATIONS.filter((each) => (each === one ? on : augmentations.includes(each))),
    });
  return (
    <Switch.Group
      label="Change each photo slightly, at random, every time (augmentation)"
      description={
        possible.length < AUGMENTATIONS.length
          ? "So that the model does not learn photos by heart (overfit). With the last blocks, only mirroring is possible, because the output of the earlier blocks is computed in advance."
          : "So that the model does not learn photos by heart (overfit)."
      }
      value={conditions.length > 0 ? [...small, CONDITIONS_SWITCH] : small}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" mt="sm">
        {SMALL_CHANGES.map((each) => (
          <Switch
            key={each}
            value={each}
            data-testid={`augmentation-${each}`}
            label={WORDS[each].label}
            description={WORDS[each].text}
            classNames={{ track: classes.track }}
            disabled={!possible.includes(each)}
            onChange={(event) => turn(each, event.currentTarget.checked)}
          />
        ))}
      </SimpleGrid>
      <TuningConditions settings={settings} conditions={conditions} />
    </Switch.Group>
  );
}
