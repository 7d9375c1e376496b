import { useEffect, useState } from "react";
import { filesFromDrop } from "../../dataset/entries";
import { sortFiles } from "../open/file-kinds";
import { timeOfDay } from "../widgets/format";
import { tryPhotos } from "./answer/looking";

/** Accepts photos dropped or pasted anywhere on the page. @returns whether files are being dragged over it now */
export function useIncoming(): boolean {
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const onDrag = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const onDrop = (event: DragEvent) => {
      setHovering(false);
      if (event.dataTransfer === null || !carriesFiles(event)) return;
      event.preventDefault();
      void takeDropped(event.dataTransfer.items);
    };
    window.addEventListener("dragenter", onDrag, { signal });
    window.addEventListener("dragover", onDrag, { signal });
    window.addEventListener("dragleave", onLeave, { signal });
    window.addEventListener("drop", onDrop, { signal });
    window.addEventListener("paste", takePasted, { signal });
    return () => controller.abort();
  }, []);

  return hovering;
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}

async function takeDropped(items: DataTransferItemList): Promise<void> {
  const { files, leftOut } = await filesFromDrop(items);
  // Model files are opened wherever they are dropped; here only photos count.
  const { photos } = sortFiles(files);
  if (photos.length > 0 || leftOut.length > 0) tryPhotos(photos, leftOut);
}

function takePasted(event: ClipboardEvent): void {
  const files = Array.from(event.clipboardData?.files ?? []);
  if (files.length === 0) return;
  event.preventDefault();
  // Browsers name copied pictures, as opposed to files, image.png.
  const nameOf = ({ name }: File) => (name === "image.png" ? `Pasted at ${timeOfDay()}` : name);
  tryPhotos(files.map((file) => ({ path: nameOf(file), file })));
}
