import type { Picture } from "./picture-reader";

/**
 * Walks the markers (ITU-T T.81, annex B) to the frame header and on to the end of the image. Bytes between
 * segments, which hold the compressed data, are skipped up to the next marker, as decoders do.
 */
export function readJpeg(view: DataView): Picture | undefined {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let frame: { code: number; width: number; height: number } | undefined;
  let ended = false;
  for (let at = bytes.indexOf(0xff, 2); !ended && at >= 0 && at + 1 < bytes.length; ) {
    const code = view.getUint8(at + 1);
    let next = at + 2;
    if (code === 0xff) {
      next = at + 1;
    } else if (code === 0xd9) {
      ended = true;
    } else if (!isBare(code)) {
      if (frame && at + 4 > bytes.length) break;
      const length = view.getUint16(at + 2);
      if (length < 2 && !frame) return undefined;
      if (!frame && isFrame(code)) {
        frame = { code, height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      }
      next += length;
    }
    at = bytes.indexOf(0xff, next);
  }
  // A damaged scan can hide the end marker even though it is present.
  ended ||= bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
  if (!frame && !ended) throw new RangeError("No frame header before the end");
  return (
    frame && {
      type: "jpeg",
      width: frame.width,
      height: frame.height,
      animated: false,
      cutOff: !ended,
      // Baseline, extended and progressive Huffman are what browsers decode; lossless and arithmetic are not.
      decoderMayBeMissing: frame.code > 0xc2,
    }
  );
}

/** Markers without a segment: stuffing, TEM, RST0 to RST7, SOI. */
function isBare(code: number): boolean {
  return code <= 0x01 || (code >= 0xd0 && code <= 0xd8);
}

/** SOF0 to SOF15, without the three codes in that range that mean something else: DHT, JPG and DAC. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}
