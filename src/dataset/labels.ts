import type { Label } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { segmentsOf, whyNotPhoto } from "./paths";
import type { DroppedFile, LabelledFile, LeftOut, Split } from "./sample";

const LABEL_NAMES = new Map<string, Label>([
  ...["male", "man", "men", "m", "boy", "boys"].map((name) => [name, "male"] as const),
  ...["female", "woman", "women", "f", "girl", "girls"].map((name) => [name, "female"] as const),
]);

const SPLIT_NAMES = new Map<string, Split>([
  ...["train", "training"].map((name) => [name, "train"] as const),
  ...["val", "valid", "validation"].map((name) => [name, "val"] as const),
  ...["test", "testing"].map((name) => [name, "test"] as const),
]);

/** What a person said about a folder whose name is no label. */
export type FolderChoice = Label | "leave-out";

/** A folder to ask about: photos lie in it, and no name says what they show. */
export interface UnknownFolder {
  /** Empty for the photos that lie in no folder, or only in those that name a split. */
  readonly name: string;
  /** The folders of its first photo, from the outermost on: "faces / hommes". */
  readonly path: string;
  readonly count: number;
  /** The first few of its photos, to look at. */
  readonly examples: readonly Blob[];
}

/** How many photos of an unknown folder are shown. */
const EXAMPLES = 3;

/**
 * What the paths say. Every file is in exactly one of: `labelled`, `leftOut`, or counted in one of
 * `unknownFolders`, to be interpreted again once there is a choice for that folder.
 */
export interface Interpretation {
  readonly labelled: readonly LabelledFile[];
  readonly leftOut: readonly LeftOut[];
  readonly unknownFolders: readonly UnknownFolder[];
}

export interface InterpretOptions {
  /** The part that all files belong to, whatever their folders say. */
  readonly role?: Split;
  /** Answers by folder name, as `unknownFolders` gave it. */
  readonly choices: ReadonlyMap<string, FolderChoice>;
}

/** The label that a folder's name says: male, men, m, boys, female, women, f, girls and the like, in any case. */
export function labelOf(folderName: string): Label | undefined {
  return LABEL_NAMES.get(folderName.trim().toLowerCase());
}

/** The part of the data that a folder's name says: train, val, test and the like, in any case. */
export function splitOf(folderName: string): Split | undefined {
  return SPLIT_NAMES.get(folderName.trim().toLowerCase());
}

/**
 * Reads labels and splits from the folders of each path, at any depth. The deepest folder that says a label
 * decides, and the outermost folder above it that says a split.
 */
export function* interpretPaths(
  files: readonly DroppedFile[],
  { role, choices }: InterpretOptions,
): Steps<Interpretation> {
  const labelled: LabelledFile[] = [];
  const leftOut: LeftOut[] = [];
  const unknown = new Map<string, { path: string; photos: Blob[] }>();

  yield* eachOf(files, ({ path: dropped, file }) => {
    const segments = segmentsOf(dropped);
    const path = segments.join("/");
    const folders = segments.slice(0, -1);
    const notPhoto = whyNotPhoto(segments);
    const asked = folders.findLast((name) => splitOf(name) === undefined) ?? "";
    const known = folders.findLastIndex((name) => labelOf(name) !== undefined);
    // An answer about "1" is about the folders that were asked about, not about female/1.
    const at = known >= 0 ? known : folders.findLastIndex((name) => choices.has(name));
    const folder = folders[at] ?? asked;
    const choice = labelOf(folder) ?? choices.get(folder);
    if (notPhoto) {
      leftOut.push({ path, reason: notPhoto });
    } else if (choice === "leave-out") {
      const what = folder === "" ? "the photos in no folder" : `the folder “${folder}”`;
      leftOut.push({ path, reason: `You left out ${what}.` });
    } else if (choice) {
      const split = role ?? firstSplit(at < 0 ? folders : folders.slice(0, at));
      labelled.push({ path, file, label: choice, split });
    } else {
      const group = unknown.get(asked) ?? { path: folders.join(" / "), photos: [] };
      unknown.set(asked, group);
      group.photos.push(file);
    }
  });

  const unknownFolders = Array.from(unknown, ([name, { path, photos }]) => ({
    name,
    path,
    count: photos.length,
    examples: photos.slice(0, EXAMPLES),
  }));
  unknownFolders.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { labelled, leftOut, unknownFolders };
}

function firstSplit(folders: readonly string[]): Split | undefined {
  for (const folder of folders) {
    const split = splitOf(folder);
    if (split) return split;
  }
  return undefined;
}
