import { Button, Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconTrash } from "@tabler/icons-react";
import { LABELS, otherLabel } from "../../common/label";
import { nameOf } from "../../dataset/paths";
import type { Sample, Split } from "../../dataset/sample";
import { count } from "../widgets/format";
import { LabelMark, LabelShape } from "../widgets/LabelMark";
import classes from "../widgets/PhotoDialog.module.css";
import { SamplePhoto } from "../widgets/SamplePhoto";
import { ToolButton } from "../widgets/ToolButton";
import type { PhotoActions } from "./PhotoGrid";
import { type Columns, partWords } from "./parts";

interface PhotoModalProps {
  readonly columns: Columns;
  readonly splits: ReadonlyMap<number, Split>;
  readonly actions: PhotoActions;
  /** The photo that is shown, if one is. */
  readonly id: number | undefined;
  readonly show: (id: number) => void;
  readonly onClose: () => void;
}

/** One photo large, with its path, and the way to its neighbours in the column. */
export function PhotoModal({ columns, splits, actions, id, show, onClose }: PhotoModalProps) {
  const column = LABELS.map((label) => columns[label]).find((photos) =>
    photos.some((each) => each.id === id),
  );
  const index = column?.findIndex((each) => each.id === id) ?? -1;
  const photo = column?.[index];
  const before = column?.[index - 1];
  const after = column?.[index + 1];
  const goTo = (neighbour: Sample | undefined) => neighbour !== undefined && show(neighbour.id);

  /** Does something that takes the photo out of its column, and goes on with the next. */
  function decide(action: () => void): void {
    const next = after ?? before;
    if (next === undefined) onClose();
    else show(next.id);
    action();
  }

  return (
    // In parts, since Mantine's own header would be a second banner of the page. It stays mounted while closed,
    // so that the focus finds its way back to the grid.
    <Modal.Root
      opened={photo !== undefined}
      onClose={onClose}
      size="lg"
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content
        onKeyDown={({ key }) => {
          if (key === "ArrowLeft") goTo(before);
          if (key === "ArrowRight") goTo(after);
        }}
      >
        <Modal.Body>
          <div className={classes.head}>
            <Modal.Title className={classes.title}>{photo && nameOf(photo.path)}</Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </div>
          {photo !== undefined && (
            <>
              <div className={classes.stage}>
                <SamplePhoto sample={photo} alt={nameOf(photo.path)} className={classes.photo} />
              </div>
              <div className={classes.facts}>
                <p className={classes.fact} aria-live="polite">
                  <b>
                    <LabelMark label={photo.label} />
                  </b>{" "}
                  <span>{partWords(splits.get(photo.id))}</span>
                  <span className={classes.path}>{photo.path}</span>
                </p>
                <div className={classes.pager}>
                  <ToolButton label="Previous photo" onClick={before && (() => goTo(before))}>
                    <IconChevronLeft size={20} aria-hidden="true" />
                  </ToolButton>
                  <span className="tabular">
                    {count(index + 1)} of {count(column?.length ?? 0)}
                  </span>
                  <ToolButton label="Next photo" onClick={after && (() => goTo(after))}>
                    <IconChevronRight size={20} aria-hidden="true" />
                  </ToolButton>
                </div>
              </div>
              <Decisions photo={photo} actions={actions} decide={decide} />
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Decisions({
  photo: { id, label },
  actions,
  decide,
}: {
  photo: Sample;
  actions: PhotoActions;
  decide: (action: () => void) => void;
}) {
  const other = otherLabel(label);
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        leftSection={<LabelShape label={other} />}
        onClick={() => decide(() => actions.mark([id], other))}
      >
        Mark as {other}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        onClick={() => decide(() => actions.remove([id]))}
      >
        Remove
      </Button>
    </div>
  );
}
