import { type Picture, tagAt } from "./picture-reader";

/** Reads the first chunk of a RIFF WebP file: lossy, lossless or extended (RFC 9649). */
export function readWebp(view: DataView): Picture | undefined {
  const size = readSize(view);
  return (
    size && {
      type: "webp",
      ...size,
      animated: tagAt(view, 12) === "VP8X" && (view.getUint8(20) & 0x02) !== 0,
      cutOff: view.byteLength < 8 + view.getUint32(4, true),
      decoderMayBeMissing: false,
    }
  );
}

function readSize(view: DataView): { width: number; height: number } | undefined {
  switch (tagAt(view, 12)) {
    case "VP8 ": {
      // A key frame's start code, then 14 bits each; the upper two are a scale for display.
      const size = { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
      return tagAt(view, 23, 3) === "\x9d\x01\x2a" ? size : undefined;
    }
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) return undefined;
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return undefined;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
