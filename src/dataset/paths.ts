/**
 * The folders and the file name in `path`. Empty, `.` and `..` segments are removed, so no path can escape the dropped
 * folder.
 */
export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** The file's name without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

// Files that operating systems leave behind; names starting with a dot are system files too.
const SYSTEM_NAMES = new Set(["__macosx", "@eadir", "thumbs.db", "ehthumbs.db", "desktop.ini"]);

// Only clear cases: names can be wrong, so for all other extensions the file's header decides.
const OTHER_ENDINGS = new Set(
  [
    "txt log md rtf tex pdf doc docx odt xls xlsx ods ppt pptx csv tsv",
    "json jsonl xml yaml yml toml ini cfg html htm css js ts py ipynb sh bat exe dll",
    "mp4 m4v mov avi mkv webm mpg mpeg wmv 3gp mp3 wav flac ogg m4a",
    "twofold npy npz mat pkl h5 hdf5 keras onnx pt pth tflite tfrecord db sqlite",
    "zip gz tgz tar bz2 xz rar 7z",
  ].flatMap((line) => line.split(" ")),
);

/** Why a file is excluded by its name alone; undefined if it may be a photo. */
export function whyNotPhoto(segments: readonly string[]): string | undefined {
  for (const segment of segments) {
    if (segment.startsWith(".") || SYSTEM_NAMES.has(segment.toLowerCase()))
      return "A system file, not a photo.";
  }
  const name = segments.at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0 && OTHER_ENDINGS.has(name.slice(dot + 1).toLowerCase()) ? "Not a photo." : undefined;
}
