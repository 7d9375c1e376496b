import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { LABELS, otherLabel } from "../../common/label";
import type { Sample, Split } from "../../dataset/sample";
import { LabelShape } from "../widgets/LabelMark";
import { LargePhoto, PhotoDialog } from "../widgets/PhotoDialog";
import type { PhotoActions } from "./PhotoGrid";
import { type Columns, partWords } from "./parts";

interface PhotoModalProps {
  readonly columns: Columns;
  readonly splits: ReadonlyMap<number, Split>;
  readonly actions: PhotoActions;
  /** Id of the photo to show; undefined: the dialog is closed. */
  readonly id: number | undefined;
  readonly show: (id: number) => void;
  readonly onClose: () => void;
}

/** One photo enlarged, with its path and buttons to its neighbours in the column. */
export function PhotoModal({ columns, splits, actions, id, show, onClose }: PhotoModalProps) {
  const column = LABELS.map((label) => columns[label]).find((photos) =>
    photos.some((each) => each.id === id),
  );
  const index = column?.findIndex((each) => each.id === id) ?? -1;
  const photo = column?.[index];

  /** Runs an action that removes the photo from its column, and shows the next photo. */
  function decide(action: () => void): void {
    const next = column?.[index + 1] ?? column?.[index - 1];
    if (next === undefined) onClose();
    else show(next.id);
    action();
  }

  return (
    <PhotoDialog
      photo={photo && { path: photo.path, label: photo.label, index }}
      of={column?.length ?? 0}
      show={(place) => {
        const chosen = column?.[place];
        if (chosen !== undefined) show(chosen.id);
      }}
      onClose={onClose}
      words={photo && <span>{partWords(splits.get(photo.id))}</span>}
      picture={photo && <LargePhoto sample={photo} />}
      actions={photo && <Decisions photo={photo} actions={actions} decide={decide} />}
    />
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
    <>
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
    </>
  );
}
