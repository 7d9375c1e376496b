import { activationMap, pooled } from "../../backbone/activation-map";
import { mirrorOf, type Pixels } from "../../conditions/rgb-pixels";
import { evidenceDirection } from "../../head/evidence";
import { type Head, probabilityOfFirst } from "../../head/head";
import { type Calibrated, type FemaleProbability, femaleProbability } from "../../metrics/probability";
import type { Explanation, Extraction, Picture } from "../protocol/protocol";
import { decodePicture } from "./decode";
import { extract, extractMap } from "./runtime";

/**
 * A model's probability of "female" for a picture; with `mirrored`, the mean with that of the mirror image.
 * @throws AppError as `decodePicture` does
 */
export async function classify(
  picture: Picture,
  head: Calibrated<Head>,
  extraction: Extraction,
  mirrored: boolean,
): Promise<FemaleProbability> {
  const pixels = await decodePicture(picture, extraction.preprocessing);
  const score = probabilityOfFirst(head, await extract([pixels], extraction));
  return femaleProbability(mirrored ? await withMirror(score, pixels, head, extraction) : score);
}

/**
 * The same, with the evidence for each label in the unmirrored picture. The last feature map is computed on the way to
 * the features anyway; reading and weighting it takes less than a millisecond.
 * @throws AppError as `decodePicture` does
 */
export async function explain(
  picture: Picture,
  head: Calibrated<Head>,
  extraction: Extraction,
  mirrored: boolean,
): Promise<Explanation> {
  const pixels = await decodePicture(picture, extraction.preprocessing);
  const channels = await extractMap(pixels, extraction);
  const features = pooled(channels);
  const { weights, bias } = evidenceDirection(head, features);
  const score = probabilityOfFirst(head, features);
  const female = mirrored ? await withMirror(score, pixels, head, extraction) : score;
  return { map: activationMap(channels, weights), bias, female: femaleProbability(female) };
}

/** The mean of the scores of a picture and its mirror image. */
async function withMirror(
  score: number,
  pixels: Pixels,
  head: Head,
  extraction: Extraction,
): Promise<number> {
  return (score + probabilityOfFirst(head, await extract([mirrorOf(pixels)], extraction))) / 2;
}
