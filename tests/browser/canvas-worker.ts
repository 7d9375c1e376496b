/** Runs the canvas check in a worker whose canvas is altered in the way given by its name. */
import { assertFaithfulCanvas } from "../../src/engine/worker/canvas-check";

const { prototype } = OffscreenCanvasRenderingContext2D;
const { getImageData } = prototype;

const SPOILT: Readonly<Record<string, () => void>> = {
  faithful() {},
  "one bit of one pixel"() {
    prototype.getImageData = function (...area: Parameters<typeof getImageData>) {
      const image = getImageData.apply(this, area);
      const at = image.data.length - 8;
      image.data[at] = (image.data[at] ?? 0) ^ 1;
      return image;
    };
  },
  "all white"() {
    prototype.getImageData = (_x, _y, width, height) => {
      const image = new ImageData(width, height);
      image.data.fill(255);
      return image;
    };
  },
  "no context"() {
    OffscreenCanvas.prototype.getContext = () => null;
  },
  "no canvas"() {
    Reflect.deleteProperty(globalThis, "OffscreenCanvas");
  },
};

SPOILT[self.name]?.();
const outcomes = [outcome(), outcome()];
self.postMessage(outcomes);

function outcome(): unknown {
  try {
    assertFaithfulCanvas();
    return "faithful";
  } catch (error) {
    return (error as { readonly code: unknown }).code;
  }
}
