import { expect, it } from "vitest";
import { resizeCases, rgbOf, sha256 } from "./pillow-resize-fixture";

it.each([...resizeCases()])("draws the picture that Pillow resized: $name", (one) => {
  expect(sha256(rgbOf(one.source))).toBe(one.sourceSha256);
  if (one.rgb) expect(sha256(one.rgb)).toBe(one.sha256);
});
