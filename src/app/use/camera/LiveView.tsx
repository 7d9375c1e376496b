import { Button, Select, Text } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { type AppError, toAppError } from "../../../common/error";
import type { TrainedModel } from "../../../models/model";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { timeOfDay } from "../../widgets/format";
import { tryPhotos } from "../looking";
import classes from "./CameraView.module.css";
import { takePicture } from "./frames";
import { LiveAnswer } from "./LiveAnswer";
import type { CameraChoice, LiveCamera } from "./useCamera";

/** A camera that has sent nothing by then probably will not. */
const LATE_MS = 5000;

/** The live picture with the model's answer over it, and what can be done with the camera. */
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
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [hasPicture, setHasPicture] = useState(false);
  const [taken, setTaken] = useState(0);
  const [error, setError] = useState<AppError>();

  const attach = useCallback(
    (element: HTMLVideoElement | null) => {
      if (element !== null) element.srcObject = camera.stream;
      setVideo(element);
    },
    [camera.stream],
  );

  async function take(): Promise<void> {
    if (video === null) return;
    try {
      tryPhotos([{ path: `Camera at ${timeOfDay()}`, file: await takePicture(video) }]);
      setTaken((before) => before + 1);
      setError(undefined);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }

  return (
    <div className={classes.view}>
      <div className={classes.frame}>
        <video
          ref={attach}
          className={classes.video}
          data-mirrored={camera.mirrored || undefined}
          aria-label="What the camera sees"
          onLoadedData={() => setHasPicture(true)}
          autoPlay
          playsInline
          muted
        />
        {hasPicture ? <LiveAnswer video={video} model={model} /> : <NoPictureYet />}
      </div>
      <div className={classes.side}>
        <div className={classes.actions}>
          <Button
            leftSection={<IconCamera size={18} aria-hidden="true" />}
            disabled={!hasPicture}
            onClick={() => void take()}
          >
            Take this picture
          </Button>
          <Button variant="default" onClick={stop}>
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
        <Text c="dimmed">
          Come so close that your face fills the picture, as in the photos that the model knows. The model
          looks at the square that you see, and no picture leaves this browser.
        </Text>
        <p className="visually-hidden" role="status">
          {taken > 0 && `Picture ${taken} taken`}
        </p>
        {error !== undefined && <ErrorNotice error={error} />}
      </div>
    </div>
  );
}

/** The camera is open; most send a picture at once. */
function NoPictureYet() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={classes.waiting} role="status">
      {isLate && "The camera sends no picture. Is it covered, or does another program use it?"}
    </p>
  );
}
