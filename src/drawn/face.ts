import { AppError } from "../common/error";
import type { Label } from "../common/label";
import type { Random } from "../common/random";
import { drawBeard, drawMoustache } from "./beard";
import type { Brush } from "./brush";
import { side } from "./chance";
import { drawBrows, drawEars, drawEyes, drawHead, drawMouth, drawNeck, drawNose } from "./drawn-head";
import { drawHairBehind, drawHairInFront } from "./hair";
import { drawClothes, drawEarrings, drawGlasses, drawHat } from "./outfit";
import { applyCamera, drawBackground, placeHead } from "./scene";
import { randomTraits, type Traits } from "./traits";

/** Smallest and largest side of a picture, in pixels. */
const SIZES = { from: 224, to: 320 };

/**
 * Draws one face as a square JPEG of 224 to 320 pixels. It is a caricature: the label influences hair, beard, brows,
 * lashes, lips and jaw without determining them; everything else is random. On one machine, the same numbers from
 * `random` give the same bytes.
 */
export async function drawFace(random: Random, label: Label): Promise<Blob> {
  const size = SIZES.from + random.integer(SIZES.to - SIZES.from + 1);
  const canvas = new OffscreenCanvas(size, size);
  // Drawn on the CPU: a GPU would not give the same pixels everywhere, and is no faster here.
  const brush = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  if (!brush) {
    throw new AppError("internal", "This browser cannot draw faces.", {
      next: "Use your own photos, or another browser.",
    });
  }
  drawBackground(brush, random, size);
  brush.save();
  placeHead(brush, random, size);
  drawPerson(brush, random, randomTraits(random, label));
  brush.restore();
  applyCamera(brush, random, size);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}

/** From back to front. */
function drawPerson(brush: Brush, random: Random, traits: Traits): void {
  brush.lineCap = "round";
  brush.lineJoin = "round";
  const light = side(random) * random.uniform(0.3, 1);
  drawHairBehind(brush, random, traits);
  drawNeck(brush, traits);
  drawClothes(brush, traits);
  brush.scale(traits.width, traits.height);
  drawEars(brush, traits);
  drawHead(brush, random, traits, light);
  drawBeard(brush, random, traits);
  drawNose(brush, traits, light);
  drawEyes(brush, random, traits);
  drawBrows(brush, random, traits);
  drawMouth(brush, traits);
  drawMoustache(brush, random, traits);
  drawEarrings(brush, traits);
  drawGlasses(brush, traits);
  drawHairInFront(brush, random, traits);
  drawHat(brush, traits);
}
