import { Button, Drawer, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { LIKELIER, predictionOf } from "../../../models/decision";
import type { EvaluatedPhoto } from "../../../models/evaluated";
import { ReviewGrid } from "../../review/ReviewGrid";
import { useSamplesByPath } from "../../session/derived";
import { go } from "../../session/store";
import { confidenceText } from "../../widgets/answer-text";
import classes from "./PhotoDrawer.module.css";
import type { PhotoSet } from "./photo-sets";

/** A drawer with some of the photos that a model was checked on, to view, relabel or leave out. */
export function PhotoDrawer({ set, onClose }: { set: PhotoSet | undefined; onClose: () => void }) {
  const [isEnlarged, setEnlarged] = useState(false);
  return (
    // It stays mounted while closed, so that the focus returns to where it was. It is built from parts because
    // Mantine's own header would be a second banner of the page.
    <Drawer.Root
      opened={set !== undefined}
      onClose={onClose}
      closeOnEscape={!isEnlarged}
      transitionProps={{ duration: 0 }}
      position="right"
      size="min(100vw, 46rem)"
    >
      <Drawer.Overlay />
      <Drawer.Content data-testid="photo-drawer">
        <Drawer.Body className={classes.body}>
          {set !== undefined && <Photos set={set} onClose={onClose} onEnlarge={setEnlarged} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Photos({
  set: { title, photos },
  onClose,
  onEnlarge,
}: {
  set: PhotoSet;
  onClose: () => void;
  onEnlarge: (isEnlarged: boolean) => void;
}) {
  const items = useMemo(
    () => photos.map((photo) => ({ path: photo.path, label: photo.label, words: wordsFor(photo) })),
    [photos],
  );
  const samples = useSamplesByPath();
  const isEdited = samples.size > 0 && photos.some(({ path, label }) => samples.get(path)?.label !== label);
  return (
    <>
      <div className={classes.head}>
        <Drawer.Title className={classes.title}>{title}</Drawer.Title>
        <Drawer.CloseButton aria-label="Close" />
      </div>
      <Text c="dimmed" className={classes.intro}>
        The worst mistakes come first. If a label is wrong, correct it here. If a photo shows no face, or too
        little of it, leave it out.
      </Text>
      <ReviewGrid name={title} items={items} onEnlarge={onEnlarge} />
      {isEdited && (
        <div className={classes.foot}>
          <Button
            onClick={() => {
              onClose();
              go("train");
            }}
          >
            Train again
          </Button>
          <Text size="sm" c="dimmed">
            Your changes count the next time you train.
          </Text>
        </div>
      )}
    </>
  );
}

function wordsFor({ label, female }: EvaluatedPhoto): string {
  const { label: seen, confidence: share } = predictionOf(female, LIKELIER);
  return seen === label
    ? `${confidenceText(share)} ${seen}`
    : `${confidenceText(share)} ${seen} to the model`;
}
