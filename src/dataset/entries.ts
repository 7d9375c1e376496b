import { eachOf, type Steps } from "../common/steps";
import type { DroppedFile, FoundFiles, LeftOut } from "./sample";

/** How many folders are listed concurrently: there may be one per person, and each costs a round trip. */
const FOLDERS_AT_ONCE = 32;
const FILES_AT_ONCE = 100;

/**
 * All files of a drop, with their paths, folders walked to any depth.
 *
 * Call it in the drop event itself, before any `await`: the browser clears the list of items when the event
 * is over, so the entries are read synchronously and walked afterwards.
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

/** The dropped file or folder; null for a scripted item, or if the browser has no entries. */
export function entryOf(item: DataTransferItem): FileSystemEntry | null {
  return typeof item.webkitGetAsEntry === "function" ? item.webkitGetAsEntry() : null;
}

/** All files of an `<input type="file">`; with `webkitdirectory` they have paths relative to the chosen folder. */
export function* filesFromInput(chosen: readonly File[]): Steps<FoundFiles> {
  const files: DroppedFile[] = [];
  yield* eachOf(chosen, (file) => {
    files.push({ path: file.webkitRelativePath || file.name, file });
  });
  return { files, leftOut: [] };
}

/** Walks folders iteratively, so depth costs no stack. */
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

/** The contents of one folder, and the problem if it is empty or could not be read completely. */
async function list(
  folder: FileSystemDirectoryEntry,
): Promise<{ found: readonly FileSystemEntry[]; problem?: LeftOut }> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  try {
    for (;;) {
      // Chrome returns at most 100 entries per call; an empty result means the end.
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
    return { path, reason: "The browser could not read it: it was moved, or you have no permission." };
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
