// The core without inline workers and WebAssembly: this already runs in a worker, and browsers deflate natively.
import {
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";

configure({ useWebWorkers: false });

/**
 * A zip of a few named files, in this order. Text is compressed; bytes are stored uncompressed, because weights hardly
 * compress.
 * @param date modification date of the files
 */
export async function zipOf(
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  date: Date,
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter("application/zip"), { lastModDate: date });
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === "string") await writer.add(name, new TextReader(content));
    else await writer.add(name, new Uint8ArrayReader(content), { level: 0 });
  }
  return writer.close();
}
