/**
 * The folders and the name in `path`. Empty, `.` and `..` segments are dropped, so no name can point outside
 * what was dropped.
 */
export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** The file's name without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

// What systems leave lying around; names that start with a dot are theirs as well.
const SYSTEM_NAMES = new Set(["__macosx", "@eadir", "thumbs.db", "ehthumbs.db", "desktop.ini"]);

// Only what is plainly something else: a name can lie, so for all other endings the file's header decides.
const OTHER_ENDINGS = new Set(
  [
    "txt log md rtf tex pdf doc docx odt xls xlsx ods ppt pptx csv tsv",
    "json jsonl xml yaml yml toml ini cfg html htm css js ts py ipynb sh bat exe dll",
    "mp4 m4v mov avi mkv webm mpg mpeg wmv 3gp mp3 wav flac ogg m4a",
    "twofold npy npz mat pkl h5 hdf5 keras onnx pt pth tflite tfrecord db sqlite",
    "zip gz tgz tar bz2 xz rar 7z",
  ].flatMap((line) => line.split(" ")),
);

/** Why a file is left out by its name alone, or undefined where it may be a photo. */
export function whyNotPhoto(segments: readonly string[]): string | undefined {
  for (const segment of segments) {
    if (segment.startsWith(".") || SYSTEM_NAMES.has(segment.toLowerCase()))
      return "A system file, not a photo.";
  }
  const name = segments.at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0 && OTHER_ENDINGS.has(name.slice(dot + 1).toLowerCase()) ? "Not a photo." : undefined;
}
