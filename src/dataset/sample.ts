import type { Label } from "../common/label";

/** The part of the data a photo belongs to. */
export type Split = "train" | "val" | "test";

/** A file as it was dropped, chosen or unpacked; `path` has forward slashes and includes the file's name. */
export interface DroppedFile {
  readonly path: string;
  readonly file: Blob;
}

/** A file whose folders were understood. `split` is undefined where no folder named one. */
export interface LabelledFile extends DroppedFile {
  readonly label: Label;
  readonly split: Split | undefined;
}

/** A photo that was read: its bytes have a hash and its header is that of an image the page can take. */
export interface Sample extends Omit<LabelledFile, "file"> {
  /** Undefined where only a project told of the photo, which did not bring it along. */
  readonly file: Blob | undefined;
  /** SHA-256 of the file's bytes, hexadecimal. Two samples may share it. */
  readonly hash: string;
  /** Width times height; undefined where its header was not read in this visit. */
  readonly pixels?: number | undefined;
  /** Unique within the data set. */
  readonly id: number;
}

/** A photo before it joins the data set, where it gets its id. */
export type NewSample = Omit<Sample, "id">;

/** The hashes of the photos that are not here, each once. */
export function absentHashes(samples: readonly NewSample[]): string[] {
  return [...new Set(samples.flatMap(({ hash, file }) => (file === undefined ? [hash] : [])))];
}

/** A file that is not used, and why, as a sentence for people. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** Files as they were found, and those that could not be read. */
export interface FoundFiles {
  readonly files: readonly DroppedFile[];
  readonly leftOut: readonly LeftOut[];
}

/** The folder that the page's own drawings come in. */
export const DRAWN_FOLDER = "drawn faces";

/** Whether a photo is one of the page's own drawings. */
export function isDrawn(path: string): boolean {
  return path.startsWith(`${DRAWN_FOLDER}/`);
}

/** Whether photos are the page's own drawings, all of them. */
export function areDrawn(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every(isDrawn);
}
