import { Button, Switch, Text, Title } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { IconCamera, IconPhotoPlus, IconPhotoScan } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { TrainedModel } from "../../models/model";
import { lookTwice, useSession } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { goOnLooking, lookAgain, lookAtPhotos, looking, tryPhotos, turnTo } from "./answer/looking";
import { useTriedPhotos, waitsFor } from "./answer/tried-photos";
import { CameraView } from "./camera/CameraView";
import { useCamera } from "./camera/useCamera";
import { ModelPicker } from "./ModelPicker";
import { PhotoList } from "./PhotoList";
import classes from "./TryModel.module.css";
import { useIncoming } from "./useIncoming";

const FRESH_HINT = "You can also paste a photo. No photo leaves this browser.";
const HINT = "or drop them anywhere on this page, or paste one";

/** Whether the model classifies the mirror image as well. */
function TwiceSwitch({ model }: { model: TrainedModel }) {
  const looksTwice = useSession((session) => session.looksTwice);
  return (
    <Switch
      label="Use the mirror image too"
      description="Classifies each photo and its mirror image, and averages the two. Takes twice as long."
      checked={looksTwice}
      onChange={({ currentTarget }) => {
        lookTwice(currentTarget.checked);
        lookAgain(model);
      }}
    />
  );
}

/** Use: a model, the photos it classifies, and the camera. */
export function TryModel({ model }: { model: TrainedModel }) {
  const camera = useCamera();
  const isEmpty = useTriedPhotos(({ photos }) => photos.length === 0);
  const waits = useTriedPhotos(({ photos }) => photos.some((photo) => waitsFor(photo, model.id)));
  const hovering = useIncoming();
  const cameraButton = useRef<HTMLButtonElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a renamed model is still the same.
  useEffect(() => turnTo(model), [model.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect above handles a change of model.
  useEffect(() => {
    if (waits) lookAtPhotos(model);
  }, [waits]);

  // After the camera stops, the focus returns to the button that started it.
  useDidUpdate(() => cameraButton.current?.focus(), [camera.state.status === "off"]);

  const isFresh = isEmpty && camera.state.status === "off";
  return (
    <div className={classes.place}>
      <header className={`${classes.header} both-ends`}>
        <Title order={1} size="h2">
          Try your model
        </Title>
        <div className={classes.model}>
          <ModelPicker model={model} />
          <TwiceSwitch model={model} />
        </div>
      </header>
      <RunProblem model={model} />
      <div className={classes.intake} data-fresh={isFresh || undefined} data-hovering={hovering || undefined}>
        {isFresh && (
          <>
            <IconPhotoScan size={48} stroke={1.25} aria-hidden="true" className={classes.icon} />
            <Text size="xl" fw={600}>
              Drop photos of faces here
            </Text>
          </>
        )}
        <div className={classes.buttons}>
          <PhotoChooser primary={camera.state.status === "off"} />
          {camera.state.status === "off" && (
            <Button
              ref={cameraButton}
              variant="default"
              data-testid="use-camera"
              leftSection={<IconCamera size={18} aria-hidden="true" />}
              onClick={() => camera.start()}
            >
              Use the camera
            </Button>
          )}
        </div>
        <Text size="sm" c="dimmed" className={classes.hint}>
          {hovering ? "Drop the photos to classify them." : isFresh ? FRESH_HINT : HINT}
        </Text>
      </div>
      {camera.state.status !== "off" && <CameraView camera={camera} model={model} />}
      <Unreadable />
      {!isEmpty && <PhotoList model={model} />}
      <Text size="sm" c="dimmed" className={classes.caution}>
        The model guesses from appearance alone, and is often wrong about faces unlike those it was trained
        on. It cannot know anyone’s gender. Do not use it to make decisions about people, to sort them or to
        watch them.
      </Text>
    </div>
  );
}

function PhotoChooser({ primary }: { primary: boolean }) {
  return (
    <Button
      component="label"
      variant={primary ? "filled" : "default"}
      className={classes.chooser}
      leftSection={<IconPhotoPlus size={18} aria-hidden="true" />}
    >
      Choose photos
      <input
        type="file"
        accept="image/*"
        multiple
        className="visually-hidden"
        data-testid="choose-photos"
        onChange={({ currentTarget }) => {
          tryPhotos(Array.from(currentTarget.files ?? [], (file) => ({ path: file.name, file })));
          // Allows the same photo to be chosen again.
          currentTarget.value = "";
        }}
      />
    </Button>
  );
}

/** A failure that is not about a single photo, such as a missing backbone: no photo can be classified until it is fixed. */
function RunProblem({ model }: { model: TrainedModel }) {
  const run = looking.use();
  if (run.status !== "failed") return null;
  return <ErrorNotice error={run.error} action={{ label: "Try again", run: () => goOnLooking(model) }} />;
}

function Unreadable() {
  const unreadable = useTriedPhotos((state) => state.unreadable);
  if (unreadable.length === 0) return null;
  return (
    <ul className={classes.unreadable}>
      {unreadable.map(({ path, reason }) => (
        <li key={path}>
          <b>{path}</b>: {reason}
        </li>
      ))}
    </ul>
  );
}
