import type { Picture } from "./picture-reader";

const WIDTH = 256;
const HEIGHT = 257;
const SHORT = 3;

/** Reads the first image directory (TIFF 6.0). Camera raw files have the same structure. */
export function readTiff(view: DataView): Picture {
  const little = view.getUint8(0) === 0x49;
  const directory = view.getUint32(4, little);
  const count = view.getUint16(directory, little);
  let width = 0;
  let height = 0;
  for (let at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
    const tag = view.getUint16(at, little);
    if (tag !== WIDTH && tag !== HEIGHT) continue;
    const isShort = view.getUint16(at + 2, little) === SHORT;
    const value = isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
    if (tag === WIDTH) width = value;
    else height = value;
  }
  return { type: "tiff", width, height, animated: false, cutOff: false, decoderMayBeMissing: true };
}
