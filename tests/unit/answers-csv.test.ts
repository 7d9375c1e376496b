import { expect, it } from "vitest";
import type { Look, TriedPhoto } from "../../src/app/use/answer/tried-photos";
import { answersCsv } from "../../src/app/use/answers-csv";
import { femaleProbability } from "../../src/metrics/probability";
import { predictionOf } from "../../src/models/decision";

function tried(name: string, look: Look): TriedPhoto {
  return { id: 1, name, file: new Blob(), drawable: true, look };
}

function answered(name: string, female: number): TriedPhoto {
  return tried(name, { status: "done", prediction: predictionOf(femaleProbability(female)), modelId: "m" });
}

it("lists every prediction, escapes odd names, and omits photos without one", () => {
  const photos = [
    answered("a.jpg", 0.75),
    answered('say "hi", b.jpg', 0.125),
    answered("=cmd().jpg", 0.5),
    tried("d.jpg", {
      status: "done",
      prediction: predictionOf(femaleProbability(0.55), { threshold: femaleProbability(0.6), unsure: 0.1 }),
      modelId: "m",
    }),
    tried("waiting.jpg", { status: "waiting" }),
  ];
  expect(answersCsv(photos)).toBe(
    "file,label,confidence,female,sure\r\n" +
      '"a.jpg",female,0.750000,0.750000,yes\r\n' +
      '"say ""hi"", b.jpg",male,0.875000,0.125000,yes\r\n' +
      '"\'=cmd().jpg",female,0.500000,0.500000,yes\r\n' +
      '"d.jpg",male,0.450000,0.550000,no\r\n',
  );
});
