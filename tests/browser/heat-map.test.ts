import { beforeEach, expect, it } from "vitest";
import { drawEvidence } from "../../src/app/why/draw-evidence";
import { MAP_PLACES } from "../../src/backbone/activation-map";

const WIDE = { width: 600, height: 400 };

let canvas: HTMLCanvasElement;

beforeEach(() => {
  canvas = document.createElement("canvas");
  canvas.style.color = "rgb(255 0 0)";
  canvas.style.outlineColor = "rgb(0 0 255)";
  document.body.append(canvas);
  return () => canvas.remove();
});

it("draws the evidence for either label in its colour, at its position in the picture", () => {
  drawEvidence(canvas, mapWith({ 0: 1, 48: -0.5, 24: 0.2 }), WIDE, "whole");
  expect(canvas.width / canvas.height).toBeCloseTo(1.5, 2);
  // Away from the marks, which are at the centres of the strongest cells.
  const [red, , noBlue, much] = pixel(0.02, 0.03);
  expect([red, noBlue]).toEqual([255, 0]);
  const [noRed, , blue, half] = pixel(0.98, 0.97);
  expect([noRed, blue]).toEqual([0, 255]);
  expect(half).toBeGreaterThan(0.4 * much);
  expect(half).toBeLessThan(0.6 * much);
  const [, , , little] = pixel(0.5, 0.5);
  expect(little).toBeGreaterThan(0);
  expect(little, "a weak field has a weak colour and no mark").toBeLessThan(0.3 * much);
  expect(pixel(0.5, 0.05)[3], "nothing speaks where nothing is").toBe(0);
});

it("puts each label's shape where its evidence is strongest", () => {
  drawEvidence(canvas, mapWith({ 16: 1, 32: -1 }), { width: 400, height: 400 }, "whole");
  const [circle, square] = [middleOf(16), middleOf(32)];
  expect(pixel(...circle)[3]).toBe(255);
  expect(pixel(...square)[3]).toBe(255);
  // The corner of a square, which a circle does not fill.
  const corner = 0.025;
  expect(pixel(circle[0] + corner, circle[1] + corner)[3]).toBeLessThan(255);
  expect(pixel(square[0] + corner, square[1] + corner)[3]).toBe(255);
});

it.each([
  ["wide", WIDE, [0.1, 0.5]],
  ["high", { width: 400, height: 600 }, [0.5, 0.1]],
] as const)("covers the middle square alone where the model looks at that, %s", (_name, size, outside) => {
  drawEvidence(canvas, new Float32Array(MAP_PLACES).fill(1), size, "centre-square");
  expect(pixel(outside[0], outside[1])[3]).toBe(0);
  const [across, down] = [Math.min(1, size.height / size.width), Math.min(1, size.width / size.height)];
  expect(pixel(0.5 - across / 2 + 0.01, 0.5 - down / 2 + 0.01)[3]).toBeGreaterThan(100);
  expect(pixel(0.5 + across / 2 - 0.01, 0.5 + down / 2 - 0.01)[3]).toBeGreaterThan(100);
});

it("draws nothing without evidence", () => {
  drawEvidence(canvas, new Float32Array(MAP_PLACES), WIDE, "whole");
  expect(pixel(0.5, 0.5)[3]).toBe(0);
});

function mapWith(fields: Readonly<Record<number, number>>): Float32Array {
  return Float32Array.from({ length: MAP_PLACES }, (_none, place) => fields[place] ?? 0);
}

/** The centre of a cell, as fractions of width and height. */
function middleOf(place: number): [x: number, y: number] {
  return [((place % 7) + 0.5) / 7, (Math.floor(place / 7) + 0.5) / 7];
}

/** RGBA at a position given as fractions of width and height. */
function pixel(x: number, y: number): [red: number, green: number, blue: number, opacity: number] {
  const { width, height } = canvas;
  const data = canvas
    .getContext("2d")
    ?.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data;
  const [red = -1, green = -1, blue = -1, opacity = -1] = data ?? [];
  return [red, green, blue, opacity];
}
