import { INPUT_SIZE } from "../../backbone/architecture";
import type { Preprocessing } from "../../backbone/preprocess";
import { AppError } from "../../common/error";
import type { Random } from "../../common/random";
import { amountOf, chanceOf, inComputedCondition, type Look } from "../../conditions/conditions";
import type { Pixels } from "../../conditions/rgb-pixels";
import type { PresentFile } from "../protocol/protocol";
import { decodePhoto, pixelsOf } from "./decode";

/** A copy of a picture as it would look in a condition. */
export async function inCondition(rgb: Pixels, look: Look, random: Random): Promise<Pixels> {
  const { condition } = look;
  if (condition === "jpeg") return asJpeg(rgb, amountOf(look) / 100);
  return inComputedCondition(rgb, { ...look, condition }, random);
}

/**
 * A photo as models see it, unchanged and in each of some conditions, as pictures for the page.
 * @returns 1 + looks PNGs of 224×224
 * @throws AppError `broken-image`
 */
export async function showLooks(
  photo: PresentFile,
  preprocessing: Preprocessing,
  looks: readonly Look[],
  seed: number,
): Promise<readonly Blob[]> {
  const plain = await decodePhoto(photo, preprocessing);
  const pictures = looks.map((look) => inCondition(plain, look, chanceOf(seed, photo.hash, look.condition)));
  const all = [plain, ...(await Promise.all(pictures))];
  return Promise.all(all.map((rgb) => drawn(rgb).convertToBlob({ type: "image/png" })));
}

/** A picture after saving it with a quality of 0 to 1, by this browser's encoder. */
async function asJpeg(rgb: Pixels, quality: number): Promise<Pixels> {
  const saved = await drawn(rgb).convertToBlob({ type: "image/jpeg", quality });
  const bitmap = await createImageBitmap(saved);
  try {
    return await pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

function drawn(rgb: Pixels): OffscreenCanvas {
  const picture = new ImageData(INPUT_SIZE, INPUT_SIZE);
  const { data } = picture;
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from] as number;
    data[to + 1] = rgb[from + 1] as number;
    data[to + 2] = rgb[from + 2] as number;
    data[to + 3] = 255;
  }
  const canvas = new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new AppError("no-backend", "This browser gives workers no canvas to draw on.");
  context.putImageData(picture, 0, 0);
  return canvas;
}
