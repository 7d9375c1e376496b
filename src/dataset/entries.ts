import { eachOf, type Steps } from "../common/steps";
import type { DroppedFile, FoundFiles, LeftOut } from "./sample";

/** How many folders are listed at once: data sets may have one folder per person, and each costs a round trip. */
const FOLDERS_AT_ONCE = 32;
const FILES_AT_ONCE = 100;

/**
 * All files of a drop, with their paths, folders walked to any depth.
 *
 * Call it in the drop event itself, before any `await`: the browser empties the list of items when the event
 * is over, so the entries are taken synchronously here and only then walked.
 */
export function filesFromDrop(
  items: DataTransferItemList,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<FoundFiles> {
  const entries: FileSystemEntry[] = [];
  const files: DroppedFile[] = [];
  for (const item of items) {
    if (item.kind !== "file") continue;
    const entry = entryOf(item);
    if (entry) {
      entries.push(entry);
      continue;
    }
    // A pasted or scripted item has no entry, only a file.
    const file = item.getAsFile();
    if (file) files.push({ path: file.name, file });
  }
  return walk(entries, files, signal);
}

/** What was dropped, which may be a folder; null for a scripted item, or where the browser has no entries. */
export function entryOf(item: DataTransferItem): FileSystemEntry | null {
  return typeof item.webkitGetAsEntry === "function" ? item.webkitGetAsEntry() : null;
}

/** All files of an `<input type="file">`; with `webkitdirectory` they carry the paths below the chosen folder. */
export function* filesFromInput(chosen: readonly File[]): Steps<FoundFiles> {
  const files: DroppedFile[] = [];
  yield* eachOf(chosen, (file) => {
    files.push({ path: file.webkitRelativePath || file.name, file });
  });
  return { files, leftOut: [] };
}

/** Walks folder after folder from a list, not by recursion: depth costs no stack. */
async function walk(
  entries: readonly FileSystemEntry[],
  files: DroppedFile[],
  signal: AbortSignal | undefined,
): Promise<FoundFiles> {
  const leftOut: LeftOut[] = [];
  const folders: FileSystemDirectoryEntry[] = [];

  async function take(found: readonly FileSystemEntry[]): Promise<void> {
    for (let start = 0; start < found.length; start += FILES_AT_ONCE) {
      signal?.throwIfAborted();
      const some = found.slice(start, start + FILES_AT_ONCE);
      folders.push(...some.filter(isFolder));
      for (const result of await Promise.all(some.filter(isFile).map(open))) {
        if ("file" in result) files.push(result);
        else leftOut.push(result);
      }
    }
  }

  await take(entries);
  while (folders.length > 0) {
    signal?.throwIfAborted();
    const lists = await Promise.all(folders.splice(-FOLDERS_AT_ONCE).map(list));
    leftOut.push(...lists.flatMap(({ problem }) => problem ?? []));
    await take(lists.flatMap(({ found }) => found));
  }
  return { files, leftOut };
}

/** What lies in one folder, and why that is not all of it or nothing. */
async function list(
  folder: FileSystemDirectoryEntry,
): Promise<{ found: readonly FileSystemEntry[]; problem?: LeftOut }> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  try {
    for (;;) {
      // Chrome hands out at most 100 entries per call; an empty answer means that there are no more.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) break;
      found.push(...some);
    }
  } catch {
    return { found, problem: { path: pathOf(folder), reason: "The browser could not read this folder." } };
  }
  return found.length > 0
    ? { found }
    : { found, problem: { path: pathOf(folder), reason: "The folder is empty." } };
}

async function open(entry: FileSystemFileEntry): Promise<DroppedFile | LeftOut> {
  const path = pathOf(entry);
  try {
    return { path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) };
  } catch {
    return { path, reason: "The browser could not read it: it was moved, or is not yours to open." };
  }
}

function pathOf(entry: FileSystemEntry): string {
  return entry.fullPath.replace(/^\/+/, "") || entry.name;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
