import { Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { nameOf } from "../../dataset/paths";
import classes from "../data/PhotoModal.module.css";
import { SamplePhoto } from "../data/SamplePhoto";
import { useSamplesByPath } from "../session/derived";
import { currentModel } from "../session/models";
import { useSession } from "../session/store";
import { PhotoWhy } from "../why/PhotoWhy";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { ToolButton } from "../widgets/ToolButton";
import { Decisions } from "./Decisions";
import type { ReviewItem } from "./review-item";

/** One photo of a list large, with what can be decided about it and the way to its neighbours. */
export function ReviewPhoto({
  items,
  index,
  show,
  onClose,
  onKeep,
}: {
  items: readonly ReviewItem[];
  /** The photo that is shown, if one is. */
  index: number | undefined;
  show: (index: number) => void;
  onClose: () => void;
  onKeep?: ((item: ReviewItem) => void) | undefined;
}) {
  const item = index === undefined ? undefined : items[index];
  return (
    // It stays mounted while closed, so that the focus finds its way back.
    <Modal.Root
      opened={item !== undefined}
      onClose={onClose}
      size="lg"
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content
        data-testid="review-photo"
        onKeyDown={({ key, target }) => {
          // In the switch, the arrows are for its choices.
          if (index === undefined || target instanceof HTMLInputElement) return;
          if (key === "ArrowLeft" && index > 0) show(index - 1);
          if (key === "ArrowRight" && index < items.length - 1) show(index + 1);
        }}
      >
        <Modal.Body>
          {item !== undefined && index !== undefined && (
            <Photo
              item={item}
              index={index}
              of={items.length}
              show={show}
              onKeep={
                onKeep &&
                (() => {
                  // The next one takes its place; behind the last there is none.
                  if (index === items.length - 1 && index > 0) show(index - 1);
                  onKeep(item);
                })
              }
            />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Photo({
  item: { path, label, words },
  index,
  of,
  show,
  onKeep,
}: {
  item: ReviewItem;
  index: number;
  of: number;
  show: (index: number) => void;
  onKeep: (() => void) | undefined;
}) {
  const sample = useSamplesByPath().get(path);
  const model = useSession(currentModel);
  return (
    <>
      <div className={classes.head}>
        <Modal.Title className={classes.title}>{nameOf(path)}</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      {sample?.file !== undefined && model !== undefined ? (
        <PhotoWhy file={sample.file} alt={nameOf(path)} model={model} />
      ) : (
        <div className={classes.stage}>
          <SamplePhoto
            sample={sample ?? { path, file: undefined }}
            alt={nameOf(path)}
            className={classes.photo}
          />
        </div>
      )}
      <div className={classes.facts}>
        <div className={classes.fact} aria-live="polite">
          <b>
            <LabelMark label={label} />
          </b>{" "}
          {words}
          <span className={classes.path}>{path}</span>
        </div>
        <div className={classes.pager}>
          <ToolButton label="Previous photo" onClick={index > 0 ? () => show(index - 1) : undefined}>
            <IconChevronLeft size={20} aria-hidden="true" />
          </ToolButton>
          <span className="tabular">
            {count(index + 1)} of {count(of)}
          </span>
          <ToolButton
            label="Next photo"
            data-testid="next-photo"
            onClick={index < of - 1 ? () => show(index + 1) : undefined}
          >
            <IconChevronRight size={20} aria-hidden="true" />
          </ToolButton>
        </div>
      </div>
      <div className={classes.actions}>
        <Decisions path={path} sample={sample} label={label} size="sm" onKeep={onKeep} />
      </div>
    </>
  );
}
