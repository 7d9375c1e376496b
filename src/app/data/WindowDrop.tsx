import { IconFolderOpen, IconPhotoPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { takeDrop } from "../open/take-drop";
import { intake, openQuestion } from "../session/intake";
import { currentModel } from "../session/models";
import { type Session, useSession } from "../session/store";
import { useDragging } from "./useDragging";
import classes from "./WindowDrop.module.css";

/**
 * Handles drops anywhere on the page: folders, photos and zips of photos become data; models, backbones and projects
 * are opened. It ignores photos dropped under Use, where they are classified.
 */
export function WindowDrop() {
  const dragging = useDragging((state) => state.dragging);
  const place = useSession((session) => session.place);
  const isEmpty = useSession(({ data }) => data.present.samples.length === 0);
  const takes = intake.use((state) => state.status === "running" || openQuestion(state) !== undefined);
  const isFirstVisit = place === "data" && isEmpty && !takes;
  useEffect(listen, []);
  // The first visit highlights its own drop zone.
  if (!dragging || isFirstVisit) return null;
  return (
    <div className={classes.cover} aria-hidden="true">
      <div className={classes.frame}>
        {place === "use" ? (
          <IconFolderOpen size={56} stroke={1.25} />
        ) : (
          <IconPhotoPlus size={56} stroke={1.25} />
        )}
        <p className={classes.text}>
          {place === "use" ? "Drop to open a model" : "Drop to add photos or open a model"}
        </p>
      </div>
    </div>
  );
}

function listen(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener("dragenter", onDrag, { signal });
  window.addEventListener("dragover", onDrag, { signal });
  window.addEventListener("dragleave", onLeave, { signal });
  window.addEventListener("drop", onDrop, { signal });
  return () => controller.abort();
}

function onDrag(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  // Even if another place handles the drop: a photo that misses its zone must not replace the page.
  event.preventDefault();
  setDragging(!takesPhotos(useSession.getState()));
}

/** Whether dropped photos are classified; that place shows its own hint. */
function takesPhotos(session: Session): boolean {
  return session.place === "use" && currentModel(session) !== undefined;
}

function onLeave(event: DragEvent): void {
  if (event.relatedTarget === null) setDragging(false);
}

function onDrop(event: DragEvent): void {
  setDragging(false);
  const { dataTransfer } = event;
  if (!dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  takeDrop(dataTransfer.items);
}

function setDragging(dragging: boolean): void {
  if (useDragging.getState().dragging !== dragging) useDragging.setState({ dragging });
}
