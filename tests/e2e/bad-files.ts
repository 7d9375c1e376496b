import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file that someone might drop, and the page's reason for leaving it out; undefined if the page must accept it. */
export interface OddFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly reason: RegExp | undefined;
}

const fixture = (path: string) => readFileSync(join(import.meta.dirname, "../fixtures", path));
const text = (content: string) => new TextEncoder().encode(content);

const jpeg = fixture("bad/progressive_48x32.jpg");
const SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("https://example.com")</script></svg>';

/** All odd files that the page must handle, labelled by folder. */
export const ODD_FILES: readonly OddFile[] = [
  { path: "male/zero.jpg", bytes: new Uint8Array(), reason: /The file is empty/ },
  { path: "male/cut.jpg", bytes: jpeg.subarray(0, jpeg.length >> 1), reason: /cut off/ },
  { path: "male/text.jpg", bytes: text("Dear diary"), reason: /contains text, not an image/ },
  { path: "male/phone.heic", bytes: heic(), reason: /cannot open pictures of this kind \(heic\)/ },
  { path: "male/script.svg", bytes: text(SCRIPT), reason: /SVG files are not accepted/ },
  { path: "male/dot.png", bytes: png(1, 1), reason: /too small to show a face: 1 × 1/ },
  { path: "male/bomb.png", bytes: png(30_000, 30_000), reason: /too large: 30,000 × 30,000/ },
  { path: "male/.DS_Store", bytes: text("x"), reason: /system file/ },
  { path: "female/Thumbs.db", bytes: text("x"), reason: /system file/ },
  { path: "female/notes.txt", bytes: text("x"), reason: /Not a photo/ },
  { path: "female/animated.gif", bytes: fixture("bad/animated_48x32.gif"), reason: undefined },
  { path: "female/cmyk.jpg", bytes: fixture("bad/cmyk_48x32.jpg"), reason: undefined },
  { path: "female/sixteen.png", bytes: fixture("bad/sixteen_bit_48x32.png"), reason: undefined },
  { path: "female/turned.jpg", bytes: fixture("bad/exif_rotated_48x32.jpg"), reason: undefined },
  { path: "female/🙂 näme.jpg", bytes: jpeg, reason: undefined },
];

/** Writes files below `folder`. */
export function writeFiles(folder: string, files: readonly Pick<OddFile, "path" | "bytes">[]): string {
  for (const { path, bytes } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  return folder;
}

/** A PNG whose header declares a size, but with almost no data after it. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(57);
  bytes.write("\x89PNG\r\n\x1a\n", 0, "latin1");
  bytes.writeUInt32BE(13, 8);
  bytes.write("IHDR", 12, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.set([8, 2, 0, 0, 0], 24);
  bytes.write("IDAT", 37, "latin1");
  bytes.write("IEND", 49, "latin1");
  return bytes;
}

/** The boxes of a HEIC file of 640 × 480, without picture data. */
function heic(): Uint8Array {
  const box = (type: string, ...parts: Uint8Array[]) => {
    const size = Buffer.alloc(4);
    const body = Buffer.concat(parts);
    size.writeUInt32BE(8 + body.length);
    return Buffer.concat([size, Buffer.from(type, "latin1"), body]);
  };
  const version = Buffer.alloc(4);
  const extent = Buffer.alloc(8);
  extent.writeUInt32BE(640, 0);
  extent.writeUInt32BE(480, 4);
  const properties = box("iprp", box("ipco", box("ispe", version, extent)));
  return Buffer.concat([
    box("ftyp", Buffer.from("heic\0\0\0\0mif1heic", "latin1")),
    box("meta", version, properties),
    box("mdat", version),
  ]);
}
