import { AppError } from "../../common/error";
import { createRandom } from "../../common/random";

/** Side of the test picture in pixels. Protections alter few pixels, of which a larger picture has more. */
const SIDE = 128;

/** What the check found; undefined before the first. The browser's setting holds for the life of a worker. */
let problem: AppError | "none" | undefined;

/**
 * Makes sure that a canvas of this worker gives back the pixels that were drawn on it. Browsers that protect from
 * fingerprinting alter some or all of them, and every feature computed from them would be wrong. Cheap after the
 * first call.
 * @throws AppError `altered-canvas`; `no-backend` where the worker has no canvas
 */
export function assertFaithfulCanvas(): void {
  // Twice before it counts: a canvas may lose its pixels once, with the graphics card's context.
  problem ??= findProblem() === undefined ? "none" : (findProblem() ?? "none");
  if (problem !== "none") throw problem;
}

function findProblem(): AppError | undefined {
  const drawn = context();
  const read = context();
  if (drawn === undefined || read === undefined) return canvasProblem();
  const picture = testPicture();
  drawn.putImageData(picture, 0, 0);
  // The way of a photo: a bitmap that is drawn, then read.
  const bitmap = drawn.canvas.transferToImageBitmap();
  read.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = read.getImageData(0, 0, SIDE, SIDE);
  if (data.every((value, index) => value === picture.data[index])) return undefined;
  return new AppError(
    "altered-canvas",
    "This browser alters the pixels that pages read. Results would be wrong.",
    {
      next:
        "Firefox: allow this site to extract canvas data (the icon next to the address), or turn off " +
        "privacy.resistFingerprinting in about:config. Brave: turn Shields off for this site. Safari: turn off " +
        "advanced fingerprinting protection, or leave private browsing. Then reload the page.",
    },
  );
}

/** The error for a browser whose workers have no canvas, or one that loses what is drawn on it. */
export function canvasProblem(): AppError {
  return new AppError("no-backend", "This browser gives workers no canvas to decode photos on.", {
    next: "Use a current Chrome, Edge, Firefox or Safari.",
  });
}

function context(): OffscreenCanvasRenderingContext2D | undefined {
  if (typeof OffscreenCanvas === "undefined") return undefined;
  return new OffscreenCanvas(SIDE, SIDE).getContext("2d", { willReadFrequently: true }) ?? undefined;
}

/** Opaque pixels without a pattern: protections leave pictures of one colour alone. */
export function testPicture(): ImageData {
  const picture = new ImageData(SIDE, SIDE);
  const random = createRandom(1, "canvas check");
  for (let index = 0; index < picture.data.length; index++)
    picture.data[index] = index % 4 === 3 ? 255 : random.integer(256);
  return picture;
}
