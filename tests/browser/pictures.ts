import type { Pixels } from "../../src/conditions/rgb-pixels";
import { decodePhoto } from "../../src/engine/worker/decode";
import { fixture } from "./files";

/** One of the drawn faces, decoded. */
export async function picture(index: number): Promise<Pixels> {
  const png = new Blob([await fixture(`free/images/drawn_${index}.png`)]);
  return decodePhoto({ file: png, path: `drawn_${index}.png` }, "keras");
}
