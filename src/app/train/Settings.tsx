import { Button, Group, SimpleGrid, Stack, Switch } from "@mantine/core";
import { DEFAULT_SETTINGS, type TrainingSettings } from "../../head/head-settings";
import { useSession } from "../session/store";
import { changeSettings } from "../session/training";
import { ValidationShare } from "../widgets/ValidationShare";
import { BackboneSetting } from "./BackboneSetting";
import { BackendSetting } from "./BackendSetting";
import { NumberField } from "./NumberField";
import { SettingsFold } from "./SettingsFold";

/** A numeric training setting, with a sentence that explains it. */
interface NumberSetting {
  readonly key: "epochs" | "batchSize" | "learningRate" | "dropout" | "seed";
  readonly label: string;
  readonly text: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimals?: number;
}

const NUMBERS: readonly NumberSetting[] = [
  {
    key: "epochs",
    label: "Rounds (epochs)",
    text: "How many times the model goes through all training photos.",
    min: 1,
    max: 500,
  },
  {
    key: "batchSize",
    label: "Batch size",
    text: "How many photos each correction of the model is based on.",
    min: 1,
    max: 1024,
  },
  {
    key: "learningRate",
    label: "Learning rate",
    text: "How large each correction is.",
    min: 0.00001,
    max: 1,
    step: 0.0005,
    decimals: 5,
  },
  {
    key: "dropout",
    label: "Dropout",
    text: "The share of features hidden at each step, so that the model does not learn photos by heart (overfit).",
    min: 0,
    max: 0.9,
    step: 0.05,
    decimals: 2,
  },
  {
    key: "seed",
    label: "Seed",
    text: "Controls all randomness: the same seed gives the same model again.",
    min: 0,
    max: 2 ** 31 - 1,
  },
];

/** All settings of training; the defaults are the recipe. */
export function Settings() {
  return (
    <SettingsFold title="Settings" data-testid="training-settings">
      <Fields />
    </SettingsFold>
  );
}

function Fields() {
  const settings = useSession((session) => session.settings);
  const changed = JSON.stringify(settings) !== JSON.stringify(DEFAULT_SETTINGS);
  return (
    <Stack gap="lg" py="sm">
      <BackboneSetting />
      <ValidationShare />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
        {NUMBERS.map((setting) => (
          <NumberField
            {...setting}
            key={setting.key}
            data-testid={`training-${setting.key}`}
            value={settings[setting.key]}
            onChange={(value) => changeSettings({ [setting.key]: value })}
          />
        ))}
        <PatienceSetting patience={settings.patience} />
      </SimpleGrid>
      <Switch
        label="Give the rarer label more weight"
        description="Both labels then count equally, however many photos each has (class weights)."
        checked={settings.classWeights}
        onChange={(event) => changeSettings({ classWeights: event.currentTarget.checked })}
      />
      <BackendSetting />
      <Group>
        <Button variant="default" disabled={!changed} onClick={() => changeSettings(DEFAULT_SETTINGS)}>
          Reset to the recipe
        </Button>
      </Group>
    </Stack>
  );
}

function PatienceSetting({ patience }: { patience: TrainingSettings["patience"] }) {
  return (
    <Stack gap="xs">
      <Switch
        label="Stop early"
        description="Stops when results on the validation photos no longer improve, and keeps the best round."
        checked={patience !== undefined}
        onChange={(event) =>
          changeSettings({ patience: event.currentTarget.checked ? DEFAULT_SETTINGS.patience : undefined })
        }
      />
      {patience !== undefined && (
        <NumberField
          label="Rounds without improvement"
          min={1}
          max={100}
          value={patience}
          onChange={(value) => changeSettings({ patience: value })}
        />
      )}
    </Stack>
  );
}
