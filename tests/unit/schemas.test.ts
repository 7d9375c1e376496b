import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { femaleScores } from "../../src/metrics/probability";
import { modelSchema, modelToJson, whatIsWrong } from "../../src/models/schemas";
import { aModel } from "../a-model";

const MODEL = aModel({
  backbone: { id: "0.35", width: 0.35, origin: "somewhere", sha256: "a".repeat(64) },
  evaluations: {
    val: {
      paths: ["female/1.jpg", "male/2.jpg"],
      labels: Uint8Array.of(0, 1),
      scores: femaleScores<never>(Float32Array.of(0.1, 1 / 3)),
      mayBeSeen: true,
    },
  },
});

const json = () => JSON.parse(JSON.stringify(modelToJson(MODEL)));

describe("a model as JSON", () => {
  it("round-trips bit by bit", () => {
    expect(v.parse(modelSchema, json())).toEqual(MODEL);
  });

  it.each([
    [
      "a head of another size",
      (model: ReturnType<typeof json>) => ({ ...model, head: { ...model.head, bias: "AAAA" } }),
      /^head: layers whose sizes/,
    ],
    [
      "a score above 1",
      (model: ReturnType<typeof json>) => ({
        ...model,
        evaluations: { val: { paths: [], labels: [0], scores: [2] } },
      }),
      /^evaluations\.val\.scores\.0: /,
    ],
    [
      "labels without scores",
      (model: ReturnType<typeof json>) => ({
        ...model,
        evaluations: { val: { paths: [], labels: [0], scores: [] } },
      }),
      /different lengths/,
    ],
    [
      "a backbone without a hash",
      (model: ReturnType<typeof json>) => ({ ...model, backbone: { ...model.backbone, sha256: "x" } }),
      /^backbone\.sha256: /,
    ],
    ["no name", (model: ReturnType<typeof json>) => ({ ...model, name: undefined }), /^name: /],
  ])("with %s is refused, and the field is named", (_what, change, sentence) => {
    const { success, issues } = v.safeParse(modelSchema, change(json()));
    expect(success).toBe(false);
    expect(whatIsWrong(issues ?? [])).toMatch(sentence);
  });
});
