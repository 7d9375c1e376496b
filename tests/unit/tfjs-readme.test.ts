import { describe, expect, it } from "vitest";
import { calibrated } from "../../src/models/decision";
import { tfjsReadme } from "../../src/models/formats/tfjs-readme";
import { aModel } from "../a-model";
import { resizeCases, sha256 } from "./pillow-resize-fixture";

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

describe("the example in the README of the TensorFlow.js download", () => {
  const [input] = /^const SIZE = .*$/m.exec(tfjsReadme(calibrated(aModel()))) ?? [];
  const [functions] = /^function resized.*?(?=<\/script>)/ms.exec(tfjsReadme(calibrated(aModel()))) ?? [];
  const resized: (pixels: Pixels) => Uint8Array = new Function(`${input}\n${functions}\nreturn resized;`)();
  const cases = [...resizeCases()].filter(({ outWidth, outHeight }) => outWidth === 224 && outHeight === 224);

  it.each(cases)("resizes as Pillow does: $name", ({ source, width, height, sha256: expected }) => {
    expect(sha256(resized({ data: source, width, height }))).toBe(expected);
  });
});
