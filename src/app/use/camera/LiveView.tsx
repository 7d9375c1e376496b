import { Button, Select, Text } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useState } from "react";
import { type AppError, toAppError } from "../../../common/error";
import type { TrainedModel } from "../../../models/model";
import { useWhy } from "../../why/useWhy";
import { WhyLegend } from "../../why/WhyLegend";
import { WhySwitch } from "../../why/WhySwitch";
import { EXACT } from "../../why/why-sentences";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { timeOfDay } from "../../widgets/format";
import { tryPhotos } from "../answer/looking";
import classes from "./CameraView.module.css";
import { takePicture } from "./frames";
import { LivePicture } from "./LivePicture";
import type { CameraChoice, LiveCamera } from "./useCamera";

/** The live picture with the model’s prediction, and the camera’s buttons. */
export function LiveView({
  camera,
  choices,
  model,
  start,
  stop,
}: {
  camera: LiveCamera;
  choices: readonly CameraChoice[];
  model: TrainedModel;
  start: (id: string) => void;
  stop: () => void;
}) {
  const [video, setVideo] = useState<HTMLVideoElement>();
  const mode = useWhy((why) => why.mode);
  const [taken, setTaken] = useState(0);
  const [error, setError] = useState<AppError>();

  async function take(): Promise<void> {
    if (video === undefined) return;
    try {
      tryPhotos([{ path: `Camera at ${timeOfDay()}`, file: await takePicture(video) }]);
      setTaken((before) => before + 1);
      setError(undefined);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }

  return (
    <div className={classes.view} data-why={mode}>
      <LivePicture camera={camera} model={model} video={video} onPicture={setVideo} />
      <div className={classes.side}>
        <div className="button-row">
          <Button
            leftSection={<IconCamera size={18} aria-hidden="true" />}
            disabled={video === undefined}
            data-testid="take-picture"
            onClick={() => void take()}
          >
            Take this picture
          </Button>
          <Button variant="default" data-testid="stop-camera" onClick={stop}>
            Stop
          </Button>
        </div>
        {choices.length > 1 && (
          <Select
            label="Camera"
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            value={camera.id}
            onChange={(id) => id !== null && start(id)}
            allowDeselect={false}
          />
        )}
        <WhySwitch />
        {mode !== "off" && (
          <div>
            <WhyLegend />
            <Text size="sm" c="dimmed" mt={4}>
              {EXACT}
            </Text>
          </div>
        )}
        <Text c="dimmed">
          Come close enough for your face to fill the picture, as in the training photos. The model sees only
          the square shown here. No picture leaves this browser.
        </Text>
        <p className="visually-hidden" role="status">
          {taken > 0 && `Picture ${taken} taken`}
        </p>
        {error !== undefined && <ErrorNotice error={error} />}
      </div>
    </div>
  );
}
