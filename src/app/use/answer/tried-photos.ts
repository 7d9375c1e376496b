import { create } from "zustand";
import type { AppError } from "../../../common/error";
import { whyNotPhoto } from "../../../dataset/paths";
import type { DroppedFile, LeftOut } from "../../../dataset/sample";
import type { Prediction } from "../../../models/decision";

/** The state of one photo. `stopped`: the user cancelled before it was classified. */
export type Look =
  | { readonly status: "waiting" | "looking" | "stopped" }
  | { readonly status: "done"; readonly prediction: Prediction; readonly modelId: string }
  | { readonly status: "failed"; readonly error: AppError };

/** A photo that the model classifies. */
export interface TriedPhoto {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  /** Whether its header was checked, so that it is safe to let the browser draw it. */
  readonly drawable: boolean;
  readonly look: Look;
}

interface TriedPhotos {
  /** Newest first. */
  readonly photos: readonly TriedPhoto[];
  /** Files of the last drop that could not be read. */
  readonly unreadable: readonly LeftOut[];
}

/** The photos under Use. They stay while the user visits other places. */
export const useTriedPhotos = create<TriedPhotos>(() => ({
  photos: [],
  unreadable: [],
}));

let nextId = 1;

/** Adds photos at the top of the list, without the files that operating systems put into folders. */
export function addPhotos(files: readonly DroppedFile[], unreadable: readonly LeftOut[] = []): void {
  const wanted = files.filter(({ path }) => {
    const segments = path.split("/");
    // A file dropped on its own always gets an answer or an error; from a folder, only photos are taken.
    return segments.length === 1 || whyNotPhoto(segments) === undefined;
  });
  const added = wanted.map(
    ({ path, file }): TriedPhoto => ({
      id: nextId++,
      name: path.slice(path.lastIndexOf("/") + 1),
      file,
      drawable: false,
      look: { status: "waiting" },
    }),
  );
  useTriedPhotos.setState(({ photos }) => ({ photos: [...added, ...photos], unreadable }));
}

export function removePhoto(id: number): void {
  useTriedPhotos.setState(({ photos }) => ({ photos: photos.filter((photo) => photo.id !== id) }));
}

/** Removes all photos. @returns the function that restores them */
export function clearPhotos(): () => void {
  const { photos } = useTriedPhotos.getState();
  useTriedPhotos.setState({ photos: [], unreadable: [] });
  // Photos that were being classified will not get that answer any more.
  const cleared = photos.map((photo) => (isOpen(photo) ? waiting(photo) : photo));
  return () => useTriedPhotos.setState((now) => ({ photos: [...now.photos, ...cleared] }));
}

/** Changes one photo, if it is still there. */
export function changePhoto(id: number, change: Partial<TriedPhoto>): void {
  useTriedPhotos.setState(({ photos }) => ({
    photos: photos.map((photo) => (photo.id === id ? { ...photo, ...change } : photo)),
  }));
}

/** The same photo, waiting to be classified. */
export function waiting(photo: TriedPhoto): TriedPhoto {
  return { ...photo, look: { status: "waiting" } };
}

/** Whether a photo still has to be classified. */
export function isOpen({ look }: TriedPhoto): boolean {
  return look.status === "waiting" || look.status === "looking";
}

/** Whether a photo waits for this model; it may have an answer from another one. */
export function waitsFor({ look }: TriedPhoto, modelId: string): boolean {
  return look.status === "waiting" || (look.status === "done" && look.modelId !== modelId);
}
