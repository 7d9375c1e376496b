import {
  BlobReader,
  BlobWriter,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";

/** The files in a zip by name. */
export async function unzip(zip: Blob): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  return files;
}

/** A zip of files, some of them replaced or added as text or bytes. */
export async function zipWith(
  files: ReadonlyMap<string, Uint8Array>,
  changes: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter("application/zip"));
  const encode = (content: string | Uint8Array) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (const [name, content] of [...files].filter(([each]) => !(each in changes)))
    await writer.add(name, new Uint8ArrayReader(content));
  for (const [name, content] of Object.entries(changes))
    await writer.add(name, new Uint8ArrayReader(encode(content)));
  return writer.close();
}
