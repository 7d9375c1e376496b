// The core without inline workers and WebAssembly: this runs in our worker, and browsers decompress natively.
import {
  BlobReader,
  configure,
  type FileEntry,
  Uint8ArrayWriter,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { Refusal } from "./refusal";

configure({ useWebWorkers: false });

/** A model has a handful of files; a zip with more contains photos, or is malicious. */
const MOST_ENTRIES = 100;

/** MobileNetV2's description takes 70 to 150 KB. */
const MOST_JSON_BYTES = 16 * 2 ** 20;

/** The length of a file's header up to its name, and the offset of the name's length: APPNOTE.TXT, section 4.3.7. */
const LOCAL_HEADER_BYTES = 30;
const NAME_LENGTH_AT = 26;

/** The files of one folder of a zip, by name. */
export interface ZipEntries {
  find(name: string): FileEntry | undefined;
  /** @throws Refusal if there is no such file */
  require(name: string): FileEntry;
  /** Checks whether a missing file exists under a damaged name: a zip has every name twice. @throws Refusal if so */
  checkNames(): Promise<void>;
}

/**
 * The files next to the file called `name`, in any folder of a zip, because some programs add a top-level folder.
 * Undefined if there is no such file, or the zip has far more files than a model.
 */
export async function entriesBeside(name: string, zip: Blob): Promise<ZipEntries | undefined> {
  const reader = new ZipReader(new BlobReader(zip), { filenameValidation: "tolerant" });
  const files = new Map<string, FileEntry>();
  let seen = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    if (++seen > MOST_ENTRIES) return undefined;
    if (!entry.directory) files.set(entry.filename.replaceAll("\\", "/"), entry);
  }
  const path = [...files.keys()].find((each) => each === name || each.endsWith(`/${name}`));
  if (path === undefined) return undefined;
  const folder = path.slice(0, path.length - name.length);
  const find = (wanted: string) => files.get(folder + wanted);
  return {
    find,
    require(wanted) {
      const entry = find(wanted);
      if (entry === undefined) throw new Refusal(`its file ${wanted} is missing`);
      return entry;
    },
    async checkNames() {
      for (const [each, entry] of files) {
        if (each.startsWith(folder) && !(await isNamedTwice(entry, zip)))
          throw new Refusal(`its list of files is damaged at ${entry.filename}`);
      }
    },
  };
}

/**
 * The bytes of a file in a zip, after checking its checksum and both of its names.
 * @param most the largest size that it may declare; it cannot exceed what it declares
 * @throws Refusal
 */
export async function bytesOf(entry: FileEntry, most: number): Promise<Uint8Array> {
  if (entry.encrypted) throw new Refusal(`its file ${entry.filename} is protected by a password`);
  if (entry.uncompressedSize > most)
    throw new Refusal(
      `its file ${entry.filename} declares ${entry.uncompressedSize} bytes; at most ${most} are allowed`,
    );
  try {
    return await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true, checkLocalFilename: true });
  } catch (cause) {
    throw new Refusal(`its file ${entry.filename} is damaged inside the zip`, { cause });
  }
}

/** The JSON in a file in a zip. @throws Refusal */
export async function jsonOf(entry: FileEntry): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(entry, MOST_JSON_BYTES));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(`its file ${entry.filename} is not JSON`, { cause });
  }
}

/** Whether the name in a file's header is the one in the list of files. */
async function isNamedTwice({ offset, rawFilename }: FileEntry, zip: Blob): Promise<boolean> {
  const end = offset + LOCAL_HEADER_BYTES + rawFilename.length;
  const header = new DataView(await zip.slice(offset, end).arrayBuffer());
  if (header.byteLength !== end - offset) return false;
  if (header.getUint16(NAME_LENGTH_AT, true) !== rawFilename.length) return false;
  return rawFilename.every((byte, index) => byte === header.getUint8(LOCAL_HEADER_BYTES + index));
}
