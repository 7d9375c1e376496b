import { Button, FileButton, Group, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { BACKBONE_WIDTHS } from "../../backbone/architecture";
import { type BackboneInfo, backboneTitle, isRetiredStarter, STARTER_ID } from "../../backbone/weights";
import { type AppError, toAppError } from "../../common/error";
import { chooseBackbone, chosenBackbone, openCheckpoint } from "../session/backbone-choice";
import { useSession } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";

/** Which backbone to train on, and a button to open another one. */
export function BackboneSetting() {
  const backbones = useSession((session) => session.backbones);
  const chosen = useSession(chosenBackbone);
  const [opened, setOpened] = useState<string>();
  const [error, setError] = useState<AppError>();
  if (backbones.status === "failed") return <ErrorNotice error={backbones.error} />;
  if (backbones.status === "loading") return <Text c="dimmed">Loading the list of backbones …</Text>;

  const open = async (file: File | null) => {
    setError(undefined);
    setOpened(undefined);
    if (file === null) return;
    try {
      await openCheckpoint(file);
      setOpened(file.name);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  const onlyStarter = backbones.value.every(({ info }) => info.id === STARTER_ID);
  return (
    <Stack gap="sm">
      <Radio.Group
        label="Backbone"
        description="The network that extracts features from each photo (MobileNetV2). Training does not change it."
        value={chosen?.info.sha256 ?? ""}
        onChange={chooseBackbone}
      >
        <Stack gap="xs" mt="xs">
          {backbones.value.map(({ info }) => (
            <Radio
              key={info.sha256}
              value={info.sha256}
              data-testid="backbone"
              data-backbone={isRetiredStarter(info) ? "retired-starter" : info.id}
              label={backboneTitle(info)}
              description={descriptionOf(info)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {onlyStarter && (
        <Text size="sm" c="dimmed">
          The ImageNet weights were not available when this page was built. They are slightly more accurate on
          real photos. To use them, put the Keras file where the build looks for it and build again (see the
          README), or open the file here.
        </Text>
      )}
      <Group>
        <FileButton
          onChange={open}
          accept=".h5,.hdf5"
          inputProps={{ "aria-label": "Open a checkpoint file", "data-testid": "open-checkpoint" }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              Open a checkpoint file…
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" role="status" data-testid="checkpoint-opened" data-file={opened}>
          {opened !== undefined && `${opened} is open. `}
          MobileNetV2 of Keras Applications, “no_top”, .h5
        </Text>
      </Group>
      {error !== undefined && <ErrorNotice error={error} />}
    </Stack>
  );
}

function descriptionOf(info: BackboneInfo): string {
  const { id, width, origin } = info;
  const ofImageNet = BACKBONE_WIDTHS.find(({ name }) => name === id);
  if (ofImageNet !== undefined) return `${ofImageNet.purpose}. ${origin}.`;
  if (id === STARTER_ID)
    return `Small and fast, slightly less accurate than ImageNet 0.35. It was ${origin}.`;
  if (isRetiredStarter(info)) return `Less accurate than today’s starter backbone; ${origin}.`;
  return `Width ${width}, ${origin}.`;
}
