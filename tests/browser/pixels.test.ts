import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { INPUT_LENGTH, type Preprocessing } from "../../src/backbone/preprocess";
import { startBackend } from "../../src/engine/backend";
import { decodePhoto } from "../../src/engine/decode";
import { copyPixels, uploadPixels } from "../../src/engine/pixels";
import { picture } from "./pictures";

it.each<Preprocessing>(["keras", "teachable-machine"])(
  "pictures that stay on the graphics card are what is copied to memory, %s",
  async (preprocessing) => {
    await startBackend("webgl");
    const pictures = [await picture(0), await halfTransparent(), await picture(3)];
    const expected = copyPixels(pictures, preprocessing);
    expect(expected).toHaveLength(3 * INPUT_LENGTH);

    const before = tf.memory().numTensors;
    const uploaded = uploadPixels(pictures, preprocessing);
    expect(uploaded.shape).toEqual([3, 224, 224, 3]);
    const values = await uploaded.data();
    uploaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
    let largest = 0;
    for (const [index, value] of values.entries())
      largest = Math.max(largest, Math.abs(value - (expected[index] ?? Number.NaN)));
    // One step of 255 where a half-transparent pixel is rounded.
    expect(largest).toBeLessThan(1.01 / 127);
    const opaque = values.subarray(0, INPUT_LENGTH);
    expect(opaque.every((value, index) => Math.abs(value - (expected[index] ?? Number.NaN)) < 1e-6)).toBe(
      true,
    );
  },
);

/** A picture of which a part is clear and another half so. */
async function halfTransparent(): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(300, 200);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas.");
  context.fillStyle = "rgb(200 30 90)";
  context.fillRect(0, 0, 100, 200);
  context.fillStyle = "rgb(20 130 190 / 0.5)";
  context.fillRect(100, 0, 100, 200);
  return decodePhoto(await canvas.convertToBlob(), "x.png", "keras");
}
