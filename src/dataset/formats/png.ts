import { type Picture, tagAt } from "./picture-reader";

/** Reads IHDR and walks the chunks to IEND (W3C PNG, third edition). */
export function readPng(view: DataView): Picture | undefined {
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (tagAt(view, 12) !== "IHDR") return undefined;
  let animated = false;
  let ended = false;
  // A chunk is its length, its type, its data and a checksum.
  for (let at = 8; !ended && at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = tagAt(view, at + 4);
    if (type === "acTL") animated = true;
    ended = type === "IEND";
  }
  return { type: "png", width, height, animated, cutOff: !ended, decoderMayBeMissing: false };
}
