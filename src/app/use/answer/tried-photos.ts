import { create } from "zustand";
import type { AppError } from "../../../common/error";
import { whyNotPhoto } from "../../../dataset/paths";
import type { DroppedFile, LeftOut } from "../../../dataset/sample";
import type { Prediction } from "../../../models/decision";

/** How far the model is with one photo. `stopped`: the person cancelled before its turn came. */
export type Look =
  | { readonly status: "waiting" | "looking" | "stopped" }
  | { readonly status: "done"; readonly prediction: Prediction; readonly modelId: string }
  | { readonly status: "failed"; readonly error: AppError };

/** One photo to try the model on. */
export interface TriedPhoto {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  /** Whether its header was checked, so that the browser may be asked to draw it. */
  readonly drawable: boolean;
  readonly look: Look;
}

/** The work on the photos that wait. `failed`: something other than a photo is wrong, such as the backbone. */
export type Run =
  | { readonly status: "idle" }
  | { readonly status: "running"; readonly done: number; readonly since: number }
  | { readonly status: "failed"; readonly error: AppError };

interface TriedPhotos {
  /** Newest first. */
  readonly photos: readonly TriedPhoto[];
  readonly run: Run;
  /** Files of the last drop that could not be read. */
  readonly unreadable: readonly LeftOut[];
}

/** The photos that the model is tried on; they stay while the person looks at other places. */
export const useTriedPhotos = create<TriedPhotos>(() => ({
  photos: [],
  run: { status: "idle" },
  unreadable: [],
}));

let nextId = 1;

/** Puts photos on top of the list; what systems leave lying in folders is passed over. */
export function addPhotos(files: readonly DroppedFile[], unreadable: readonly LeftOut[] = []): void {
  const wanted = files.filter(({ path }) => {
    const segments = path.split("/");
    // A file that was dropped by itself is answered, whatever it is; from a folder, only photos are taken.
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

/** Takes all photos away; the returned function brings them back. */
export function clearPhotos(): () => void {
  const { photos } = useTriedPhotos.getState();
  useTriedPhotos.setState({ photos: [], unreadable: [] });
  // What was being looked at has missed its answer.
  const cleared = photos.map((photo) => (isOpen(photo) ? waiting(photo) : photo));
  return () => useTriedPhotos.setState((now) => ({ photos: [...now.photos, ...cleared] }));
}

/** Changes one photo, if it is still there. */
export function changePhoto(id: number, change: Partial<TriedPhoto>): void {
  useTriedPhotos.setState(({ photos }) => ({
    photos: photos.map((photo) => (photo.id === id ? { ...photo, ...change } : photo)),
  }));
}

/** The same photo, waiting for its turn. */
export function waiting(photo: TriedPhoto): TriedPhoto {
  return { ...photo, look: { status: "waiting" } };
}

/** Whether a photo is still to be answered. */
export function isOpen({ look }: TriedPhoto): boolean {
  return look.status === "waiting" || look.status === "looking";
}

/** Whether a photo waits for this model, maybe with the answer of another one. */
export function waitsFor({ look }: TriedPhoto, modelId: string): boolean {
  return look.status === "waiting" || (look.status === "done" && look.modelId !== modelId);
}
