import { Radio, Stack } from "@mantine/core";
import type { BackendName } from "../../backbone/backend";
import type { BackendChoice } from "../../storage/preferences";
import { chooseBackend } from "../session/backbone-choice";
import { useSession } from "../session/store";
import { rate } from "../widgets/format";

const CHOICES: readonly { value: BackendChoice; label: string }[] = [
  { value: "auto", label: "Whichever is faster" },
  { value: "webgl", label: "Graphics card (WebGL)" },
  { value: "wasm", label: "Processor (WebAssembly)" },
];

/** Which backend computes: the faster one as measured, or the user's choice. */
export function BackendSetting() {
  const backend = useSession((session) => session.backend);
  const speeds = useSession((session) => session.speeds?.speeds);
  const speedOf = (name: BackendName) =>
    speeds?.find((speed) => speed.backend === name)?.millisecondsPerPhoto;
  return (
    <Radio.Group
      label="Compute with"
      description="The part of this computer that processes the photos. The results are the same; only the speed differs."
      value={backend}
      onChange={(choice) => void chooseBackend(choice as BackendChoice)}
    >
      <Stack gap="xs" mt="xs">
        {CHOICES.map(({ value, label }) => {
          const speed = value === "auto" ? undefined : speedOf(value);
          const description =
            speed && `about ${rate(1000 / speed)} photos per second on one worker, as measured`;
          return (
            <Radio
              key={value}
              value={value}
              label={label}
              description={description}
              data-testid={`backend-${value}`}
            />
          );
        })}
      </Stack>
    </Radio.Group>
  );
}
