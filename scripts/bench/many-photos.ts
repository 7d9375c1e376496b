import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of every file. */
const SIZE = 50_000;
/** Comment marker, length, and some text that makes it unique. */
const LEAST_COMMENT = 4 + 16;
const AT_ONCE = 32;

/**
 * Fills `folder` with `count` JPEGs of 50,000 bytes, half of them male: repeated photos of `faces`, each
 * with a unique comment, so that no two have the same hash.
 */
export async function manyPhotos(faces: string, folder: string, count: number): Promise<void> {
  for (const label of ["female", "male"]) {
    const sources = await smallPhotos(join(faces, label));
    const target = join(folder, label);
    await mkdir(target, { recursive: true });
    const write = async (index: number) => {
      const source = sources[index % sources.length];
      if (source === undefined) throw new Error(`No JPEG below ${SIZE} bytes in ${join(faces, label)}.`);
      const name = `${String(index).padStart(6, "0")}.jpg`;
      await writeFile(join(target, name), withComment(source, `${label} ${index}`));
    };
    for (let start = 0; start < count / 2; start += AT_ONCE) {
      const some = Math.min(AT_ONCE, Math.floor(count / 2) - start);
      await Promise.all(Array.from({ length: some }, (_none, index) => write(start + index)));
    }
  }
}

async function smallPhotos(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  const photos = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return photos.filter(({ length }) => length < SIZE - LEAST_COMMENT);
}

/** A JPEG padded to `SIZE` by a comment (marker FFFE, ISO/IEC 10918-1 B.2.4.5) after its first marker. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.alloc(SIZE - jpeg.length);
  comment.writeUInt16BE(0xfffe, 0);
  comment.writeUInt16BE(comment.length - 2, 2);
  comment.write(text, 4, "latin1");
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
