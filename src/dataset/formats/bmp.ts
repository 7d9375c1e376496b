import { type Picture, tagAt } from "./picture-reader";

const HEADER_LENGTHS = [12, 40, 52, 56, 64, 108, 124];

/** The two-letter signature is weak: the header's length must also be a known one. */
export function isBmp(view: DataView): boolean {
  return (
    tagAt(view, 0, 2) === "BM" && view.byteLength >= 18 && HEADER_LENGTHS.includes(view.getUint32(14, true))
  );
}

/** Reads the info header, whose length tells its version; the height is negative if rows run downwards. */
export function readBmp(view: DataView): Picture {
  const isOld = view.getUint32(14, true) === 12;
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isOld ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? 0 : view.getUint32(30, true);
  // Rows are padded to four bytes. Only uncompressed pixels have a length known in advance.
  const isPlain = compression === 0 || compression === 3;
  const pixels = isPlain ? Math.ceil((width * bits) / 32) * 4 * height : 0;
  return {
    type: "bmp",
    width,
    height,
    animated: false,
    cutOff: view.byteLength < view.getUint32(10, true) + pixels,
    decoderMayBeMissing: false,
  };
}
