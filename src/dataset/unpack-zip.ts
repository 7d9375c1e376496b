// The core without inline workers and WebAssembly: this already runs in a worker, and browsers inflate natively.
import {
  BlobReader,
  BlobWriter,
  configure,
  type Entry,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ERR_SPLIT_ZIP_FILE,
  type FileEntry,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { AppError, isAbort } from "../common/error";
import type { OnProgress } from "../common/progress";
import { count } from "../common/words";
import { segmentsOf, whyNotPhoto } from "./paths";
import type { DroppedFile, FoundFiles, LeftOut } from "./sample";

configure({ useWebWorkers: false });

const MAX_ENTRIES = 100_000;
const MAX_TOTAL_BYTES = 8 * 2 ** 30;
const MAX_ENTRY_BYTES = 200 * 2 ** 20;
/** How many entries are inflated concurrently: small photos spend most of their time waiting for streams. */
const AT_ONCE = 8;

export interface UnpackOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

interface Wanted {
  readonly path: string;
  readonly entry: FileEntry;
}

/**
 * The photos in a zip. Their paths begin with the zip's own name, as if it were a folder, so that `male.zip` and
 * `female.zip` work too. Nothing is inflated before the declared sizes are checked, and no entry may exceed its
 * declared size.
 */
export async function unpackZip(zip: Blob, name: string, options: UnpackOptions = {}): Promise<FoundFiles> {
  const { signal, onProgress } = options;
  const leftOut: LeftOut[] = [];
  const wanted = choose(await listEntries(zip, name, signal), name, leftOut);
  const bytes = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (bytes > MAX_TOTAL_BYTES) {
    const size = count(Math.ceil(bytes / 2 ** 30));
    throw new AppError("bad-zip", `The zip would unpack to ${size} GB; the limit is 8 GB.`, {
      file: name,
      next: "Pack fewer photos into one zip, or unpack it yourself and drop the folder.",
    });
  }

  const files: DroppedFile[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const results = await Promise.all(
      wanted.slice(start, start + AT_ONCE).map((item) => inflate(item, signal)),
    );
    for (const result of results) {
      if ("file" in result) files.push(result);
      else leftOut.push(result);
    }
    onProgress?.({ stage: "unpack", done: Math.min(start + AT_ONCE, wanted.length), total: wanted.length });
  }
  return { files, leftOut };
}

async function listEntries(zip: Blob, name: string, signal: AbortSignal | undefined): Promise<Entry[]> {
  // `segmentsOf` sanitises names, so one bad name does not reject the whole zip.
  const reader = new ZipReader(new BlobReader(zip), { filenameValidation: "tolerant" });
  const entries: Entry[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      signal?.throwIfAborted();
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) throw tooMany(name);
    }
  } catch (thrown) {
    if (isAbort(thrown) || signal?.aborted || thrown instanceof AppError) throw thrown;
    throw await whyUnreadable(zip, name, thrown);
  }
  return entries;
}

/** The entries that may be photos; the others are added to `leftOut` with the reason. */
function choose(entries: readonly Entry[], name: string, leftOut: LeftOut[]): Wanted[] {
  const wanted: Wanted[] = [];
  const root = segmentsOf(name.replace(/\.zip$/i, ""));
  for (const entry of entries) {
    if (entry.directory) continue;
    // Some Windows programs write backslashes.
    const inside = segmentsOf(entry.filename.replaceAll("\\", "/"));
    // macOS adds a hidden file there for every photo: listing them would double the list.
    if (inside.length === 0 || inside[0] === "__MACOSX") continue;
    const path = [...root, ...inside].join("/");
    const reason = whyNotPhoto(inside) ?? whyNotInflated(entry);
    if (reason) leftOut.push({ path, reason });
    else wanted.push({ path, entry });
  }
  return wanted;
}

function whyNotInflated(entry: FileEntry): string | undefined {
  if (entry.encrypted) return "It is protected by a password: unpack the zip yourself and drop the folder.";
  if (entry.symlink) return "It is a link, not a file.";
  if (entry.uncompressedSize > MAX_ENTRY_BYTES) return "It is larger than 200 MB.";
  return undefined;
}

async function inflate(
  { path, entry }: Wanted,
  signal: AbortSignal | undefined,
): Promise<DroppedFile | LeftOut> {
  signal?.throwIfAborted();
  try {
    return { path, file: await entry.getData(new BlobWriter(), { signal, checkCrc32: true }) };
  } catch (thrown) {
    if (isAbort(thrown) || signal?.aborted) throw thrown;
    return { path, reason: "It is damaged inside the zip." };
  }
}

function tooMany(name: string): AppError {
  return new AppError("bad-zip", "The zip contains more than 100,000 files.", {
    file: name,
    next: "Pack fewer photos into one zip, or unpack it yourself and drop the folder.",
  });
}

async function whyUnreadable(zip: Blob, name: string, cause: unknown): Promise<AppError> {
  const start = await zip
    .slice(0, 2)
    .text()
    .catch(() => undefined);
  const reason = cause instanceof Error ? cause.message : "";
  if (zip.size === 0) {
    return new AppError("bad-zip", "The zip is empty.", { file: name, next: "Copy or download it again." });
  }
  if (start === undefined) {
    return new AppError("unreadable-file", "The browser could not read the zip: it was moved or changed.", {
      file: name,
      next: "Drop it again from where it is now.",
      cause,
    });
  }
  if (reason === ERR_ENCRYPTED_CENTRAL_DIRECTORY) {
    return new AppError("bad-zip", "The zip is protected by a password.", {
      file: name,
      next: "Unpack it yourself and drop the folder.",
    });
  }
  if (reason === ERR_SPLIT_ZIP_FILE) {
    return new AppError("bad-zip", "This is one part of a multi-part zip.", {
      file: name,
      next: "Unpack all parts together and drop the folder.",
    });
  }
  if (start !== "PK") {
    return new AppError("bad-zip", "This is not a zip file, despite its name.", {
      file: name,
      next: "Drop the folder itself, or pack it into a zip again.",
    });
  }
  const what = reason === ERR_EOCDR_NOT_FOUND ? "cut off: its end is missing" : "damaged";
  return new AppError("bad-zip", `The zip is ${what}.`, {
    file: name,
    next: "Copy or download it again, or unpack it yourself and drop the folder.",
    cause,
  });
}
