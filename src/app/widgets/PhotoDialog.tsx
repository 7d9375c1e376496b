import { Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Label } from "../../common/label";
import { nameOf } from "../../dataset/paths";
import type { Sample } from "../../dataset/sample";
import { count } from "./format";
import { LabelMark } from "./LabelMark";
import classes from "./PhotoDialog.module.css";
import { SamplePhoto } from "./SamplePhoto";
import { ToolButton } from "./ToolButton";

interface PhotoDialogProps {
  /** The photo shown, with its position among those to page through; undefined closes the dialog. */
  readonly photo: { readonly path: string; readonly label: Label; readonly index: number } | undefined;
  /** How many photos there are to page through. */
  readonly of: number;
  readonly show: (index: number) => void;
  readonly onClose: () => void;
  /** The text about the photo, after its label. */
  readonly words: ReactNode;
  /** The large picture, usually a `LargePhoto`. */
  readonly picture: ReactNode;
  /** The buttons for the photo. */
  readonly actions: ReactNode;
}

/** One large photo with its path, buttons to the next and previous one, and its own buttons. */
export function PhotoDialog({ photo, of, show, onClose, words, picture, actions }: PhotoDialogProps) {
  const before = photo && photo.index > 0 ? () => show(photo.index - 1) : undefined;
  const after = photo && photo.index < of - 1 ? () => show(photo.index + 1) : undefined;
  return (
    // Built from parts, because Mantine's own header would be a second banner of the page. It stays mounted while
    // closed, so that the focus returns to where it was.
    <Modal.Root
      opened={photo !== undefined}
      onClose={onClose}
      size="lg"
      centered
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content
        data-testid="photo-dialog"
        onKeyDown={({ key, target }) => {
          // In a switch, the arrow keys select its options.
          if (target instanceof HTMLInputElement) return;
          if (key === "ArrowLeft") before?.();
          if (key === "ArrowRight") after?.();
        }}
      >
        <Modal.Body>
          {photo !== undefined && (
            <>
              <div className={classes.head}>
                <Modal.Title className={classes.title}>{nameOf(photo.path)}</Modal.Title>
                <Modal.CloseButton aria-label="Close" />
              </div>
              {picture}
              <div className={`${classes.facts} both-ends`}>
                <div className={classes.fact} aria-live="polite">
                  <b>
                    <LabelMark label={photo.label} />
                  </b>{" "}
                  {words}
                  <span className={classes.path}>{photo.path}</span>
                </div>
                <div className={classes.pager}>
                  <ToolButton label="Previous photo" onClick={before}>
                    <IconChevronLeft size={20} aria-hidden="true" />
                  </ToolButton>
                  <span className="tabular">
                    {count(photo.index + 1)} of {count(of)}
                  </span>
                  <ToolButton label="Next photo" data-testid="next-photo" onClick={after}>
                    <IconChevronRight size={20} aria-hidden="true" />
                  </ToolButton>
                </div>
              </div>
              <div className={classes.actions}>{actions}</div>
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A photo as large as the dialog shows it, or its name if the photo itself is missing. */
export function LargePhoto({ sample }: { sample: Pick<Sample, "file" | "path"> }) {
  return (
    <div className={classes.stage}>
      <SamplePhoto sample={sample} alt={nameOf(sample.path)} className={classes.photo} />
    </div>
  );
}
