import { activationMap, pooled } from "../backbone/activation-map";
import { evidenceDirection } from "../head/evidence";
import { type Head, probabilityOfFirst } from "../head/head";
import { decodePicture, mirrorOf } from "./decode";
import type { Explanation, Extraction, Picture } from "./protocol";
import { extract, extractMap } from "./runtime";

/**
 * A model's probability of "female" for a picture; with `mirrored` the mean of that and of the one for the mirror image.
 * @throws AppError as `decodePicture` does
 */
export async function classify(
  picture: Picture,
  head: Head,
  extraction: Extraction,
  mirrored: boolean,
): Promise<number> {
  const { bitmap, mirror } = await bitmapsOf(picture, extraction, mirrored);
  const score = probabilityOfFirst(head, await extract([bitmap], extraction));
  return withMirror(score, mirror, head, extraction);
}

/**
 * The same, with what in the picture as it is speaks for either label. The last feature map is computed on the way to
 * the features anyway; to bring it here and to weigh it takes less than a millisecond.
 * @throws AppError as `decodePicture` does
 */
export async function explain(
  picture: Picture,
  head: Head,
  extraction: Extraction,
  mirrored: boolean,
): Promise<Explanation> {
  const { bitmap, mirror } = await bitmapsOf(picture, extraction, mirrored);
  const channels = await extractMap(bitmap, extraction);
  const features = pooled(channels);
  const { weights, bias } = evidenceDirection(head, features);
  const score = probabilityOfFirst(head, features);
  const female = await withMirror(score, mirror, head, extraction);
  return { map: activationMap(channels, weights), bias, female };
}

/** The second is undefined where no mirror image is asked for. */
async function bitmapsOf(
  picture: Picture,
  { preprocessing }: Extraction,
  mirrored: boolean,
): Promise<{ bitmap: ImageBitmap; mirror: ImageBitmap | undefined }> {
  const bitmap = await decodePicture(picture, preprocessing);
  // Now, since the bitmap is used up by looking at it.
  return { bitmap, mirror: mirrored ? mirrorOf(bitmap) : undefined };
}

/** The mean of a score and of the one for the mirror image, where there is one. */
async function withMirror(
  score: number,
  mirror: ImageBitmap | undefined,
  head: Head,
  extraction: Extraction,
): Promise<number> {
  if (mirror === undefined) return score;
  return (score + probabilityOfFirst(head, await extract([mirror], extraction))) / 2;
}
