import { AppError } from "../../common/error";
import { createRandom } from "../../common/random";

/** Side of the test picture in pixels. Some protections alter only a few pixels, so a small picture could miss them. */
const SIDE = 128;

/** The result of the check; undefined before the first. The browser's setting does not change while a worker runs. */
let problem: AppError | "none" | undefined;

/**
 * Checks that a canvas of this worker returns the pixels that were drawn on it. Browsers that protect against
 * fingerprinting alter some or all of them, and every feature computed from them would be wrong. Cheap after the first
 * call.
 * @throws AppError `altered-canvas`; `no-backend` if the worker has no canvas
 */
export function assertFaithfulCanvas(): void {
  // A failure must repeat to count: a canvas may lose its pixels once, along with the graphics context.
  problem ??= findProblem() === undefined ? "none" : (findProblem() ?? "none");
  if (problem !== "none") throw problem;
}

function findProblem(): AppError | undefined {
  const drawn = context();
  const read = context();
  if (drawn === undefined || read === undefined) return canvasProblem();
  const picture = testPicture();
  drawn.putImageData(picture, 0, 0);
  // The same steps as for a photo: draw a bitmap, then read it.
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

/** The error if workers have no canvas, or one that loses its pixels. */
export function canvasProblem(): AppError {
  return new AppError("no-backend", "This browser gives workers no canvas to decode photos on.", {
    next: "Use a current Chrome, Edge, Firefox or Safari.",
  });
}

function context(): OffscreenCanvasRenderingContext2D | undefined {
  if (typeof OffscreenCanvas === "undefined") return undefined;
  return new OffscreenCanvas(SIDE, SIDE).getContext("2d", { willReadFrequently: true }) ?? undefined;
}

/** Opaque random pixels: protections do not alter single-colour pictures. */
export function testPicture(): ImageData {
  const picture = new ImageData(SIDE, SIDE);
  const random = createRandom(1, "canvas check");
  for (let index = 0; index < picture.data.length; index++)
    picture.data[index] = index % 4 === 3 ? 255 : random.integer(256);
  return picture;
}
