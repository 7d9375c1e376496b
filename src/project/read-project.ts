import {
  BlobReader,
  BlobWriter,
  configure,
  type Entry,
  type FileEntry,
  TextWriter,
  Uint8ArrayWriter,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import * as v from "valibot";
import { FEATURE_COUNT, parameterCount } from "../backbone/architecture";
import { type BackboneInfo, type BackboneWeights, weightsFromBytes } from "../backbone/weights";
import { AppError, isAbort } from "../common/error";
import { sha256 } from "../common/sha256";
import { count } from "../common/words";
import { whatIsWrong } from "../models/schemas";
import {
  backboneEntry,
  FORMAT,
  featuresEntry,
  MAX_ENTRIES,
  MAX_JSON_BYTES,
  MAX_TOTAL_BYTES,
  PROJECT_ENTRY,
  type ProjectJson,
  photoEntry,
  projectSchema,
  ROW_BYTES,
} from "./project";

configure({ useWebWorkers: false });

const MAX_PHOTO_BYTES = 200 * 2 ** 20;

/** Rows of features passed on at once; about 1.3 MB. */
const ROWS_AT_ONCE = 256;

const COPY = "Copy or download the file again, or save the project again in the browser that created it.";

type FeatureTable = ProjectJson["features"][number];

/**
 * Opens a project's zip and parses its `project.json`. Sizes are checked before anything is unpacked, and everything
 * that `project.json` names is present with the right size when this returns.
 * @throws AbortError when stopped; AppError `bad-project` with what was expected and what was found
 */
export async function readProject(zip: Blob, name: string, signal: AbortSignal): Promise<StoredProject> {
  const entries = await listEntries(zip, name, signal);
  const stored = new StoredProject(name, entries, await understood(entries, name, signal));
  stored.requireEntries();
  return stored;
}

/** A project in its zip; large parts are read on demand. */
export class StoredProject {
  constructor(
    readonly name: string,
    private readonly entries: ReadonlyMap<string, FileEntry>,
    readonly json: ProjectJson,
  ) {}

  /** Bytes of everything but `project.json`. */
  get bytes(): number {
    return [...this.entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  }

  /** @throws AppError `bad-project` if the zip lacks anything that `project.json` names */
  requireEntries(): void {
    const { samples, features, backbones } = this.json;
    const known = new Set(samples.map(({ hash }) => hash));
    for (const table of features) {
      this.#requireSize(featuresEntry(table), table.rows.length * ROW_BYTES);
      if (table.rows.some((hash) => !known.has(hash)))
        throw refusal(this.name, "it contains features of photos that it does not list");
    }
    for (const { sha256, width } of backbones)
      this.#requireSize(backboneEntry(sha256), parameterCount(width) * Float32Array.BYTES_PER_ELEMENT);
    for (const { hash, photo, path } of samples) {
      if (photo && this.#entry(photoEntry(hash)).uncompressedSize > MAX_PHOTO_BYTES)
        throw refusal(this.name, `its photo ${path} is larger than 200 MB`);
    }
  }

  /**
   * The rows of a table, in chunks, by the hash of the photo.
   * @throws AppError `bad-project` if they are damaged or not finite
   */
  async *rows(table: FeatureTable, signal: AbortSignal): AsyncGenerator<ReadonlyMap<string, Float32Array>> {
    let batch = new Map<string, Float32Array>();
    let row = new Uint8Array(ROW_BYTES);
    let [filled, index] = [0, 0];
    for await (const chunk of this.#chunks(featuresEntry(table), signal)) {
      for (let start = 0; start < chunk.length; ) {
        const part = chunk.subarray(start, start + ROW_BYTES - filled);
        row.set(part, filled);
        start += part.length;
        filled += part.length;
        if (filled < ROW_BYTES) continue;
        batch.set(table.rows[index++] ?? "", this.#finite(row, table));
        [row, filled] = [new Uint8Array(ROW_BYTES), 0];
        if (batch.size < ROWS_AT_ONCE) continue;
        yield batch;
        batch = new Map();
      }
    }
    if (batch.size > 0) yield batch;
  }

  /** @throws AppError `bad-project` if they do not match their SHA-256 */
  async weights(backbone: BackboneInfo, signal: AbortSignal): Promise<BackboneWeights> {
    const entry = this.#entry(backboneEntry(backbone.sha256));
    const bytes = await this.#unpack(
      entry,
      () => entry.getData(new Uint8ArrayWriter(), unpacking(signal)),
      signal,
    );
    if ((await sha256(bytes)) !== backbone.sha256)
      throw refusal(this.name, `its weights of ${backbone.id} do not match their checksum`);
    return weightsFromBytes(bytes.buffer, backbone.width, backbone.id);
  }

  /** A photo's file from the zip, not validated. @throws AppError `bad-project` if it is damaged */
  photo(hash: string, signal: AbortSignal): Promise<Blob> {
    const entry = this.#entry(photoEntry(hash));
    return this.#unpack(entry, () => entry.getData(new BlobWriter(), unpacking(signal)), signal);
  }

  #finite(row: Uint8Array<ArrayBuffer>, { backbone }: FeatureTable): Float32Array {
    const values = new Float32Array(row.buffer, 0, FEATURE_COUNT);
    if (values.every(Number.isFinite)) return values;
    throw refusal(
      this.name,
      `its features of the backbone ${backbone.slice(0, 8)} contain numbers that are not finite`,
    );
  }

  #entry(path: string): FileEntry {
    const entry = this.entries.get(path);
    if (entry === undefined) throw refusal(this.name, `it lists ${path} but does not contain it`);
    return entry;
  }

  #requireSize(path: string, bytes: number): void {
    const { uncompressedSize } = this.#entry(path);
    if (uncompressedSize === bytes) return;
    throw refusal(this.name, `${path} has ${count(uncompressedSize)} bytes; expected ${count(bytes)}`);
  }

  /** The bytes of an entry, as a stream. */
  async *#chunks(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const entry = this.#entry(path);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const unpacked = this.#unpack(entry, () => entry.getData(writable, unpacking(signal)), signal);
    // If unpacking fails before the first byte, zip.js leaves the stream open and its reader would wait forever.
    unpacked.catch((reason) => writable.abort(reason)).catch(() => undefined);
    const reader = readable.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
    } catch (thrown) {
      // The stream failed because unpacking did; that error has the reason.
      await unpacked;
      throw thrown;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
    await unpacked;
  }

  async #unpack<T>({ filename }: FileEntry, unpack: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await unpack();
    } catch (thrown) {
      signal.throwIfAborted();
      throw refusal(this.name, `${filename} is damaged inside it`, thrown);
    }
  }
}

function unpacking(signal: AbortSignal) {
  return { signal, checkCrc32: true };
}

/** The files in the zip by their names. */
async function listEntries(
  zip: Blob,
  name: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  let bytes = 0;
  for await (const entry of entriesOf(zip, name, signal)) {
    if (entry.directory) continue;
    if (entry.encrypted) throw refusal(name, "it is protected by a password");
    if (entries.has(entry.filename)) throw refusal(name, `${entry.filename} appears in it twice`);
    entries.set(entry.filename, entry);
    bytes += entry.uncompressedSize;
    if (entries.size > MAX_ENTRIES) throw refusal(name, `it contains more than ${count(MAX_ENTRIES)} files`);
  }
  if (bytes > MAX_TOTAL_BYTES)
    throw refusal(name, `it would unpack to ${count(Math.ceil(bytes / 2 ** 30))} GB; the limit is 8 GB`);
  return entries;
}

async function* entriesOf(zip: Blob, name: string, signal: AbortSignal): AsyncGenerator<Entry> {
  // Names are only looked up, never used as paths.
  const reader = new ZipReader(new BlobReader(zip), { filenameValidation: "tolerant" });
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      signal.throwIfAborted();
      yield entry;
    }
  } catch (thrown) {
    if (isAbort(thrown) || thrown instanceof AppError) throw thrown;
    const what = zip.size === 0 ? "it is empty" : "it is not a zip, or it is damaged or cut off";
    throw refusal(name, what, thrown);
  }
}

/** `project.json`, validated field by field. */
async function understood(
  entries: ReadonlyMap<string, FileEntry>,
  name: string,
  signal: AbortSignal,
): Promise<ProjectJson> {
  const entry = entries.get(PROJECT_ENTRY);
  if (entry === undefined) throw refusal(name, `it contains no ${PROJECT_ENTRY}`);
  if (entry.uncompressedSize > MAX_JSON_BYTES)
    throw refusal(name, `its ${PROJECT_ENTRY} is larger than 64 MB`);
  let json: unknown;
  try {
    json = JSON.parse(await entry.getData(new TextWriter(), unpacking(signal)));
  } catch (thrown) {
    signal.throwIfAborted();
    throw refusal(name, `its ${PROJECT_ENTRY} is damaged`, thrown);
  }
  requireFormat(json, name);
  const { success, output, issues } = v.safeParse(projectSchema, json, { abortEarly: true });
  if (!success) throw refusal(name, `its ${PROJECT_ENTRY} is invalid: ${whatIsWrong(issues)}`);
  return output;
}

/** Another version of the format is not damage and has a different remedy. */
function requireFormat(json: unknown, name: string): void {
  const { success, output } = v.safeParse(v.object({ format: v.pipe(v.string(), v.maxLength(100)) }), json);
  if (!success) throw refusal(name, `its ${PROJECT_ENTRY} does not identify a project of this page`);
  if (output.format === FORMAT) return;
  throw new AppError("bad-project", `This page opens ${FORMAT}; the file is ${output.format}.`, {
    file: name,
    next: "Open it in the newest version of this page: reload the page, or contact whoever runs it.",
  });
}

function refusal(name: string, what: string, cause?: unknown): AppError {
  return new AppError("bad-project", `The project cannot be opened: ${what}.`, {
    file: name,
    next: COPY,
    cause,
  });
}
