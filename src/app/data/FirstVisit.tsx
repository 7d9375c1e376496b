import { Anchor, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconEyeOff, IconHandStop } from "@tabler/icons-react";
import { takeDrawings } from "../open/take-photos";
import { go, useSession } from "../session/store";
import { count } from "../widgets/format";
import classes from "./FirstVisit.module.css";
import { FoldersPicture } from "./FoldersPicture";
import { LeftOutList } from "./LeftOutList";
import { useDragging } from "./useDragging";
import type { InputKind } from "./usePhotoInputs";

/** The first view: what the page does, a drop zone for two folders, and the steps that follow. */
export function FirstVisit({ choose }: { choose: (kind: InputKind) => void }) {
  return (
    <div className={classes.view}>
      <h1 className={classes.title}>
        Show this page photos of female and male faces, and it learns to tell them apart.
      </h1>
      <ModelsFromBefore />
      <NothingUsable />
      <DropZone choose={choose} />
      <ol className={classes.steps}>
        <li>
          <b>Add photos.</b> The names of their folders say what they show. You can correct every photo.
        </li>
        <li>
          <b>Train.</b> This takes seconds to a few minutes on this computer. You can watch it, or stop it.
        </li>
        <li>
          <b>See how good it is.</b> Then try it on new photos or your camera, and download it.
        </li>
      </ol>
      <div className={classes.promises}>
        <p>
          <IconEyeOff size="1.2em" aria-hidden="true" />
          <span>No photo leaves this browser: there is no server.</span>
        </p>
        <p>
          <IconHandStop size="1.2em" aria-hidden="true" />
          <span>
            It guesses from how a face looks and does not know the person. Never use it for decisions about
            people.
          </span>
        </p>
      </div>
    </div>
  );
}

function DropZone({ choose }: { choose: (kind: InputKind) => void }) {
  const dragging = useDragging((state) => state.dragging);
  // Phones have nothing to drop, and many cannot choose folders.
  const isTouch = useMediaQuery("(pointer: coarse)", undefined, { getInitialValueInEffect: false });
  const invitation = isTouch ? "Choose your two folders" : "Drop your two folders here";
  return (
    <section className={classes.zone} data-dragging={dragging} aria-label="Add photos">
      <FoldersPicture isOpen={dragging} />
      <p className={classes.invitation}>{dragging ? "Drop to add them" : invitation}</p>
      <p className={classes.hint}>
        One named female, one named male. They can also be inside one folder or zip.
      </p>
      <div className={classes.buttons}>
        <Button size="md" data-testid="choose-folder" onClick={() => choose("folder")}>
          Choose a folder
        </Button>
        <Button size="md" variant="default" onClick={() => choose("zip")}>
          Choose a zip
        </Button>
        <Button size="md" variant="subtle" onClick={() => choose("project")}>
          Open a project
        </Button>
        {isTouch && (
          <Button size="md" variant="subtle" onClick={() => choose("photos")}>
            Choose photos
          </Button>
        )}
      </div>
      <div className={classes.drawn}>
        <Button variant="light" data-testid="draw-faces" onClick={() => void takeDrawings()}>
          Try it with drawn faces
        </Button>
        <p className={classes.hint}>200 cartoon faces drawn by this page, no real people.</p>
      </div>
    </section>
  );
}

/** Leads to models from an earlier visit: models are stored, photos are not. */
function ModelsFromBefore() {
  const number = useSession(({ models }) => (models.status === "ready" ? models.value.length : 0));
  if (number === 0) return null;
  return (
    <p className={classes.before}>
      {number === 1 ? "1 model is" : `${count(number)} models are`} saved in this browser. Photos are not
      saved between visits.{" "}
      <Anchor component="button" type="button" inherit underline="always" onClick={() => go("use")}>
        {number === 1 ? "Use it" : "Use one"}
      </Anchor>
    </p>
  );
}

/** Shown when every dropped file was left out. */
function NothingUsable() {
  const leftOut = useSession(({ data }) => data.present.leftOut);
  if (leftOut.length === 0) return null;
  return (
    <section className={classes.nothing} aria-label="What was left out" data-testid="nothing-usable">
      <p role="status">There are no usable photos in what you dropped or chose.</p>
      <LeftOutList leftOut={leftOut} startsOpen />
    </section>
  );
}
