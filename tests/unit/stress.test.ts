import { describe, expect, it } from "vitest";
import {
  differenceText,
  leaningText,
  stressSentence,
  whichAreHere,
} from "../../src/app/results/stress/stress-words";
import { reviewItem, tippedPhotos } from "../../src/app/results/stress/tipped";
import { photosToStress } from "../../src/app/session/photos-to-stress";
import { amountText, CONDITIONS, LOOKS, type Look } from "../../src/conditions/conditions";
import type { Sample } from "../../src/dataset/sample";
import { femaleProbability, femaleScores } from "../../src/metrics/probability";
import { LIKELIER } from "../../src/models/decision";
import {
  calibratedStress,
  hurtfulConditions,
  type StressTest,
  stressFigures,
  stressToJson,
} from "../../src/models/stress-figures";

const BLUR: readonly Look[] = [
  { condition: "blur", strength: 1 },
  { condition: "blur", strength: 2 },
];
const RAIN: readonly Look[] = [{ condition: "rain", strength: 3 }];

/** Two female photos, then two male ones; the last is misclassified even unchanged. */
const TEST: StressTest<never> = {
  seed: 1,
  paths: ["f/1.jpg", "f/2.jpg", "m/3.jpg", "m/4.jpg"],
  labels: Uint8Array.of(0, 0, 1, 1),
  looks: [...BLUR, ...RAIN],
  scores: femaleScores<never>(
    Float32Array.of(
      ...[0.9, 0.8, 0.4, 0.9],
      ...[0.7, 0.2, 0.1, 0.7],
      ...[0.3, 0.2, 0.1, 0.3],
      ...[0.6, 0.6, 0.4, 0.6],
    ),
  ),
};

describe("the results of a stress test", () => {
  it("cover each condition and strength, and the unchanged photos", () => {
    const { count, females, clean, conditions } = stressFigures(TEST);
    expect([count, females]).toEqual([4, 0.5]);
    // Female 0.9 and 0.7 over male 0.6 and 0.3: all four pairs in order.
    expect(clean).toEqual({ accuracy: 0.75, rocAuc: 1 });
    expect(conditions.map(({ condition }) => condition)).toEqual(["blur", "rain"]);
    const [blur, rain] = conditions;
    // Female 0.8 and 0.2 against male 0.2 and 0.6: one pair in order, one tie, 0.8 over both.
    expect(blur?.looks).toEqual([
      { strength: 1, accuracy: 0.5, rocAuc: 0.625, calledFemale: 0.5, tipped: [1] },
      { strength: 2, accuracy: 0.5, rocAuc: 0.5, calledFemale: 0, tipped: [0, 1] },
    ]);
    expect(rain?.looks).toEqual([{ strength: 3, accuracy: 0.75, rocAuc: 1, calledFemale: 0.75, tipped: [] }]);
    expect(blur?.loss).toBeCloseTo(0.25, 10);
    expect(rain?.loss).toBeCloseTo(0, 10);
  });

  it("follow the threshold", () => {
    const { clean, conditions } = stressFigures(TEST, femaleProbability(0.65));
    expect(clean.accuracy).toBe(1);
    expect(conditions[0]?.looks.map(({ tipped }) => tipped)).toEqual([[1], [0, 1]]);
    expect(conditions[0]?.looks[1]?.accuracy).toBe(0.5);
  });

  it("are the same at any temperature, at ½", () => {
    const cooled = calibratedStress(TEST, 2);
    expect(cooled.scores[0]).toBeCloseTo(0.75, 6);
    expect(stressFigures(cooled)).toEqual(stressFigures(TEST));
    expect(calibratedStress(TEST)).toBe(TEST);
  });

  it("list conditions that cost five points or more, the worst first", () => {
    const figures = stressFigures(TEST);
    expect(hurtfulConditions(figures).map(({ condition }) => condition)).toEqual(["blur"]);
    const conditions = figures.conditions.map((each, index) => ({ ...each, loss: 0.2 + index / 10 }));
    const both = hurtfulConditions({ ...figures, conditions });
    expect(both.map(({ condition }) => condition)).toEqual(["rain", "blur"]);
  });

  it("become plain JSON", () => {
    const none: StressTest<never> = { ...TEST, paths: ["f/1.jpg"], labels: Uint8Array.of(0) };
    const json = stressToJson(TEST);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({ seed: 1, threshold: 0.5, photos: 4, clean: { accuracy: 0.75, rocAuc: 1 } });
    expect(json.conditions[0]?.strengths[1]).toEqual({
      strength: 2,
      amount: 4,
      accuracy: 0.5,
      rocAuc: 0.5,
      calledFemale: 0,
      tipped: ["f/1.jpg", "f/2.jpg"],
    });
    expect(stressToJson(none).clean).toEqual({ accuracy: 1, rocAuc: null });
  });
});

describe("sentences about a stress test", () => {
  /** How many of 100 photos are classified correctly, unchanged and under each condition at full strength. */
  const said = (clean: number, right: Partial<Record<Look["condition"], number>>) => {
    const looks = LOOKS.filter(({ strength }) => strength === 3);
    const columns = [clean, ...looks.map(({ condition }) => right[condition] ?? clean)];
    const scores = Array.from({ length: 100 }, (_none, photo) =>
      columns.map((correct) => (photo < correct ? 0.9 : 0.1)),
    );
    return stressSentence(
      stressFigures({
        seed: 1,
        paths: [],
        labels: new Uint8Array(100),
        looks,
        scores: femaleScores<never>(Float32Array.from(scores.flat())),
      }),
    );
  };

  it("name the three worst conditions, and bound the rest", () => {
    expect(said(96, { noise: 58, rain: 71, blur: 80, fog: 93 })).toBe(
      `It gets 96 % of these photos right as they are; with strong noise 58 %, in heavy rain 71 % and strongly blurred 80 %. In the other ${CONDITIONS.length - 3} conditions it loses fewer than 5 points.`,
    );
    expect(said(96, { noise: 58, rain: 71, blur: 80, fog: 82 })).toMatch(/it loses up to 14 points\.$/);
    expect(said(96, { jpeg: 70 })).toMatch(
      new RegExp(
        `as poor JPEGs 70 %\\. In the other ${CONDITIONS.length - 1} conditions it loses hardly anything\\.$`,
      ),
    );
  });

  it("say when nothing hurts", () => {
    expect(said(96, { noise: 93 })).toMatch(
      /even at its strongest no condition costs it 5 percentage points/,
    );
  });

  it("state the loss of accuracy", () => {
    expect(differenceText(0.8, 0.95)).toBe("15 less");
    expect(differenceText(0.9437, 0.95)).toBe("0.6 less");
    expect(differenceText(0.96, 0.95)).toBe("1 more");
    expect(differenceText(0.95, 0.95)).toBe("the same");
    expect(differenceText(undefined, 0.95)).toBe("");
  });

  it("state when nearly all predictions are one label", () => {
    const figures = stressFigures(TEST);
    const [blur, rain] = figures.conditions;
    if (blur === undefined || rain === undefined) throw new Error("A condition is missing.");
    expect(leaningText(blur, figures)).toBe("At its strongest it calls 100 % of the photos male; 50 % are.");
    expect(leaningText(rain, figures)).toBe("At its strongest it calls 75 % of the photos female; 50 % are.");
    expect(leaningText(rain, { ...figures, females: 0.7 })).toBeUndefined();
  });

  it("state the amount of a condition", () => {
    const texts = LOOKS.map(amountText);
    expect(new Set(texts).size).toBe(LOOKS.length);
    expect(texts).toContain("one eighth of the light");
    expect(texts).toContain("4 times the light");
    expect(texts).toContain("30 % covered");
  });
});

describe("photos whose prediction flips", () => {
  it("are sorted by the strength it takes, with the prediction", () => {
    const [blur] = stressFigures(TEST).conditions;
    if (blur === undefined) throw new Error("There is no blur.");
    const tipped = tippedPhotos(TEST, blur);
    expect(tipped.map(({ path }) => path)).toEqual(["f/2.jpg", "f/1.jpg"]);
    const [second] = tipped;
    if (second === undefined) throw new Error("No photo tips over.");
    expect(reviewItem(TEST, second, blur, LIKELIER)).toEqual({
      path: "f/2.jpg",
      label: "female",
      words: "As it is: female, 70\u00a0%. Light: male, 80\u00a0%.",
    });
  });
});

describe("the photos of a stress test", () => {
  const sample = (id: number, isHere = true): Sample => ({
    id,
    path: `${id}.jpg`,
    hash: `${id}`,
    label: id % 2 === 0 ? "female" : "male",
    split: undefined,
    file: isHere ? new Blob([`${id}`]) : undefined,
  });
  const find = (samples: readonly Sample[], paths: readonly string[], seed = 1) =>
    photosToStress(paths, new Map(samples.map((each) => [each.path, each])), seed);
  const pathsOf = (count: number) => Array.from({ length: count }, (_none, id) => `${id}.jpg`);

  it("are the evaluated photos whose files are loaded", () => {
    const found = find([sample(0), sample(1, false), sample(2), sample(9)], pathsOf(4));
    expect(found.photos.map(({ path, label }) => [path, label])).toEqual([
      ["0.jpg", "female"],
      ["2.jpg", "female"],
    ]);
    expect(whichAreHere(found)).toBe("2 of the 4 photos that the model was checked on are loaded.");
    expect(whichAreHere(find([sample(0)], pathsOf(1)))).toBe(
      "The photo that the model was checked on is loaded.",
    );
  });

  it("are a sample of very many, the same for the same seed", () => {
    const samples = pathsOf(1_200).map((_path, id) => sample(id));
    const found = find(samples, pathsOf(1_200));
    expect(found.photos).toHaveLength(500);
    expect(find(samples, pathsOf(1_200)).photos).toEqual(found.photos);
    expect(find(samples, pathsOf(1_200), 2).photos).not.toEqual(found.photos);
    const places = found.photos.map(({ hash }) => Number(hash));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(whichAreHere(found)).toBe(
      "500 of the 1,200 photos that the model was checked on, chosen at random.",
    );
  });
});
