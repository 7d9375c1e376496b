import type { Label } from "../common/label";

/** The split that a photo belongs to. */
export type Split = "train" | "val" | "test";

/** A dropped, chosen or unpacked file; `path` has forward slashes and includes the file's name. */
export interface DroppedFile {
  readonly path: string;
  readonly file: Blob;
}

/** A file with the label from its folders. `split` is undefined if no folder names one. */
export interface LabelledFile extends DroppedFile {
  readonly label: Label;
  readonly split: Split | undefined;
}

/** A photo that was read: its bytes are hashed and its header is that of a supported image. */
export interface Sample extends Omit<LabelledFile, "file"> {
  /** Undefined if the photo is only known from a project that does not contain it. */
  readonly file: Blob | undefined;
  /** SHA-256 of the file's bytes, hexadecimal. Two samples may share it. */
  readonly hash: string;
  /** Width times height; undefined if the header was not read in this session. */
  readonly pixels?: number | undefined;
  /** Unique within the data set. */
  readonly id: number;
}

/** A photo before it joins the data set and gets an id. */
export type NewSample = Omit<Sample, "id">;

/** The distinct hashes of the missing photos. */
export function absentHashes(samples: readonly NewSample[]): string[] {
  return [...new Set(samples.flatMap(({ hash, file }) => (file === undefined ? [hash] : [])))];
}

/** An excluded file and the reason, as a sentence. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** The files found, and those that could not be read. */
export interface FoundFiles {
  readonly files: readonly DroppedFile[];
  readonly leftOut: readonly LeftOut[];
}

/** The folder of the faces that the page draws. */
export const DRAWN_FOLDER = "drawn faces";

/** Whether a photo is a drawn face. */
export function isDrawn(path: string): boolean {
  return path.startsWith(`${DRAWN_FOLDER}/`);
}

/** Whether all photos are drawn faces. */
export function areDrawn(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every(isDrawn);
}
