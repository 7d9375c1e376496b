import type { Picture } from "./picture-reader";

/** Reads the screen's size and counts the frames (GIF89a specification). */
export function readGif(view: DataView): Picture {
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  const { frames, ended } = countFrames(view, 13 + tableSize(view.getUint8(10)));
  return { type: "gif", width, height, animated: frames > 1, cutOff: !ended, decoderMayBeMissing: false };
}

function countFrames(view: DataView, start: number): { frames: number; ended: boolean } {
  let frames = 0;
  let at = start;
  while (at < view.byteLength) {
    const block = view.getUint8(at);
    if (block === 0x3b) return { frames, ended: true };
    if (block === 0x21) {
      at = skipSubBlocks(view, at + 2);
    } else if (block === 0x2c && at + 10 < view.byteLength) {
      frames++;
      at = skipSubBlocks(view, at + 11 + tableSize(view.getUint8(at + 9)));
    } else {
      break;
    }
  }
  return { frames, ended: false };
}

/** Data is stored in blocks of a length byte followed by that many bytes; length 0 ends it. */
function skipSubBlocks(view: DataView, start: number): number {
  let at = start;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}

/** Size in bytes of the colour table that a packed field declares. */
function tableSize(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}
