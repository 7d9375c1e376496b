import { expect, it } from "vitest";
import { resizeCases, rgbOf, sha256 } from "./pillow-resize-fixture";

it.each([...resizeCases()])("draws the picture that Pillow resized: $name", (one) => {
  expect(sha256(rgbOf(one.source))).toBe(one.sourceSha256);
});

it("has every byte of some results, and they are those of the hash", () => {
  const whole = [...resizeCases()].flatMap(({ rgb, sha256: hash }) =>
    rgb === undefined ? [] : [{ rgb, hash }],
  );
  expect(whole.length).toBeGreaterThan(0);
  for (const { rgb, hash } of whole) expect(sha256(rgb)).toBe(hash);
});
