// The core without inline workers and WebAssembly: this already runs in a worker, and browsers deflate natively.
import {
  BlobReader,
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";

configure({ useWebWorkers: false });

interface ZipOptions {
  /** Modification date of the files; by default, now. */
  readonly date?: Date;
  readonly signal?: AbortSignal;
}

/** A zip that is being written. Its files keep the order in which they were added. */
export class NewZip {
  readonly #target = new BlobWriter("application/zip");
  readonly #writer: ZipWriter<Blob>;

  constructor({ date, signal }: ZipOptions) {
    this.#writer = new ZipWriter(this.#target, {
      ...(date && { lastModDate: date }),
      ...(signal && { signal }),
    });
  }

  /** Adds a text and compresses it. */
  async addText(name: string, text: string | Blob): Promise<void> {
    await this.#writer.add(name, typeof text === "string" ? new TextReader(text) : new BlobReader(text));
  }

  /** Adds weights, features or a photo, uncompressed, because they would hardly shrink. */
  async addBytes(name: string, bytes: Uint8Array<ArrayBuffer> | Blob | ReadableStream): Promise<void> {
    await this.#writer.add(name, readerOf(bytes), { level: 0 });
  }

  close(): Promise<Blob> {
    return this.#writer.close();
  }

  /** Discards the incomplete zip. */
  async discard(reason: unknown): Promise<void> {
    await this.#target.writable.abort(reason).catch(() => undefined);
  }
}

function readerOf(bytes: Uint8Array<ArrayBuffer> | Blob | ReadableStream) {
  if (bytes instanceof Blob) return new BlobReader(bytes);
  return bytes instanceof Uint8Array ? new Uint8ArrayReader(bytes) : bytes;
}

/** A zip of a few named texts and bytes, in this order. */
export async function zipOf(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  date: Date,
): Promise<Blob> {
  const zip = new NewZip({ date });
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === "string") await zip.addText(name, content);
    else await zip.addBytes(name, content);
  }
  return zip.close();
}
