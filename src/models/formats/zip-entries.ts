// The core without inline workers and WebAssembly: this runs in a worker of ours, and browsers inflate natively.
import {
  BlobReader,
  configure,
  type FileEntry,
  Uint8ArrayWriter,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { Refusal } from "./refusal";

configure({ useWebWorkers: false });

/** A model has a handful of files; a zip with more is one of photos, or meant to hurt. */
const MOST_ENTRIES = 100;

/** MobileNetV2's description takes 70 to 150 KB. */
const MOST_JSON_BYTES = 16 * 2 ** 20;

/** The header in front of a file, up to its name, and where in it the name's length is: APPNOTE.TXT, section 4.3.7. */
const LOCAL_HEADER_BYTES = 30;
const NAME_LENGTH_AT = 26;

/** The files of one folder of a zip, by name. */
export interface ZipEntries {
  find(name: string): FileEntry | undefined;
  /** @throws Refusal where there is no such file */
  require(name: string): FileEntry;
  /** A file that is missing may be there under a damaged name: every file has its name twice. @throws Refusal if so */
  checkNames(): Promise<void>;
}

/**
 * The files in the folder of a zip that holds a file called `name`: packers like to put a folder around.
 * Undefined where there is no such file, or the zip has far more files than a model.
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
 * The bytes of a file in a zip, its checksum and both of its names checked.
 * @param most what it may declare to hold; it cannot grow beyond what it declares
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

/** Whether the name in front of a file's bytes is the one in the list of files. */
async function isNamedTwice({ offset, rawFilename }: FileEntry, zip: Blob): Promise<boolean> {
  const end = offset + LOCAL_HEADER_BYTES + rawFilename.length;
  const header = new DataView(await zip.slice(offset, end).arrayBuffer());
  if (header.byteLength !== end - offset) return false;
  if (header.getUint16(NAME_LENGTH_AT, true) !== rawFilename.length) return false;
  return rawFilename.every((byte, index) => byte === header.getUint8(LOCAL_HEADER_BYTES + index));
}
