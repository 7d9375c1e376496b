import { decodePhoto } from "../../src/engine/decode";
import { fixture } from "./files";

/** One of the drawn faces, decoded; whoever asks for it closes it. */
export async function picture(index: number): Promise<ImageBitmap> {
  const png = new Blob([await fixture(`free/images/drawn_${index}.png`)]);
  return decodePhoto(png, `drawn_${index}.png`, "keras");
}
