import { type Picture, tagAt } from "./picture-reader";

/** A box of the ISO base media file format: where its content starts and where it ends. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const AVIF_BRANDS = ["avif", "avis"];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** The kind of a file that begins with an `ftyp` box, by its brands; any other brand is video. */
export function bmffType(view: DataView): "avif" | "heic" | "video" {
  const end = Math.min(view.getUint32(0), view.byteLength, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) brands.push(tagAt(view, at));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return "avif";
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? "heic" : "video";
}

/**
 * Reads the `ispe` boxes (ISO/IEC 23008-12). There is one for the image and one each for thumbnails and for the
 * tiles of a grid: the largest is the image.
 */
export function readBmff(view: DataView): Picture | undefined {
  const type = bmffType(view);
  if (type === "video") return undefined;
  const top = boxes(view, 0, view.byteLength);
  const meta = top.find((box) => box.type === "meta");
  // `meta` has four bytes of version and flags before its boxes; `iprp` and `ipco` have none.
  const inMeta = meta ? boxes(view, meta.start + 4, meta.end) : [];
  const iprp = inMeta.find((box) => box.type === "iprp");
  const ipco = iprp && boxes(view, iprp.start, iprp.end).find((box) => box.type === "ipco");
  const sizes = (ipco ? boxes(view, ipco.start, ipco.end) : [])
    .filter((box) => box.type === "ispe")
    .map(({ start }) => ({ width: view.getUint32(start + 4), height: view.getUint32(start + 8) }))
    .sort((a, b) => b.width * b.height - a.width * a.height);
  const hasData = [...top, ...inMeta].some((box) => box.type === "mdat" || box.type === "idat");
  const cutOff = !hasData || top.some((box) => box.end > view.byteLength);
  if (!sizes[0] && cutOff) throw new RangeError("No size before the end");
  return (
    sizes[0] && {
      type,
      ...sizes[0],
      animated: tagAt(view, 8) === "avis",
      cutOff,
      decoderMayBeMissing: type === "heic",
    }
  );
}

/** The boxes between `start` and `end`, up to the first malformed one. */
function boxes(view: DataView, start: number, end: number): Box[] {
  const found: Box[] = [];
  let at = start;
  while (at + 8 <= Math.min(end, view.byteLength)) {
    const length = view.getUint32(at);
    const isLong = length === 1 && at + 16 <= view.byteLength;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : length === 0 ? end - at : length;
    if (size < 8) break;
    found.push({ type: tagAt(view, at + 4), start: at + (isLong ? 16 : 8), end: at + size });
    at += size;
  }
  return found;
}
