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

/** The user's answer for a folder whose name is not a label. */
export type FolderChoice = Label | "leave-out";

/** A folder to ask about: it contains photos, and no folder name gives their label. */
export interface UnknownFolder {
  /** Empty for photos in no folder, or only in folders that name a split. */
  readonly name: string;
  /** The folders of its first photo, outermost first: "faces / hommes". */
  readonly path: string;
  readonly count: number;
  /** Its first few photos, as a preview. */
  readonly examples: readonly Blob[];
}

/** How many photos of an unknown folder the preview shows. */
const EXAMPLES = 3;

/**
 * The interpretation of the paths. Every file is in exactly one of `labelled` and `leftOut`, or counted in one of
 * `unknownFolders`, to be interpreted again once the user has answered for that folder.
 */
export interface Interpretation {
  readonly labelled: readonly LabelledFile[];
  readonly leftOut: readonly LeftOut[];
  readonly unknownFolders: readonly UnknownFolder[];
}

export interface InterpretOptions {
  /** The split of all files, overriding folder names. */
  readonly role?: Split;
  /** Answers by the folder name given in `unknownFolders`. */
  readonly choices: ReadonlyMap<string, FolderChoice>;
}

/** The label that a folder's name means: male, men, m, boys, female, women, f, girls etc., case-insensitive. */
export function labelOf(folderName: string): Label | undefined {
  return LABEL_NAMES.get(folderName.trim().toLowerCase());
}

/** The split that a folder's name means: train, val, test etc., case-insensitive. */
export function splitOf(folderName: string): Split | undefined {
  return SPLIT_NAMES.get(folderName.trim().toLowerCase());
}

/**
 * Reads labels and splits from the folders of each path, at any depth. The deepest folder that names a label decides
 * the label; the outermost folder above it that names a split decides the split.
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
    // An answer for "1" applies to the folders asked about, not to female/1.
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
