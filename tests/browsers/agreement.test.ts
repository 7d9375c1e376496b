/** With the same model and pictures, all browsers must agree with each other, and with Keras on Pillow's pixels. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, inject, it } from "vitest";
import { type Answers, agreementTable, answersIn, distance, picturesIn } from "./agreement";
import { browsersHere } from "./drivers/installed";

const FOLDER = fileURLToPath(new URL("../fixtures/pictures", import.meta.url));

/** Tolerance for probabilities of the same picture: kernels round differently, but pixels must be equal. */
const LIMIT = 1e-4;
/** Tolerance for pictures that decoders are known to decode differently. */
const DECODER_LIMIT = 0.02;
const MEAN_LIMIT = 0.001;

const said = new Map<string, Answers>();

if (!existsSync(join(FOLDER, "expected.json")))
  it("browsers and Keras agree", ({ skip }) => skip("tests/fixtures/pictures is missing"));
else {
  const { installed, missing } = await browsersHere();
  const { answers: keras, decoders } = readExpected();
  said.set("Keras", keras);
  for (const { name, advice } of missing) it(name, ({ skip }) => skip(advice));

  for (const browser of installed) {
    it(`${browser.name} agrees with Keras and the browsers before it`, async () => {
      const files = { model: join(FOLDER, "model.h5"), pictures: picturesIn(FOLDER) };
      expect(files.pictures, "those that Keras has seen").toHaveLength(keras.size);
      const mine = await answersIn(browser, inject("pageAddress"), files);
      const others = [...said];
      said.set(browser.name, mine);
      for (const [other, theirs] of others) {
        const { mean, byPicture } = distance(theirs, mine);
        const tooFar = [...byPicture].filter(
          ([name, apart]) => !(apart <= (decoders.has(name) ? DECODER_LIMIT : LIMIT)),
        );
        expect.soft(tooFar, `too far from ${other}`).toEqual([]);
        expect.soft(mean, `mean distance from ${other}`).toBeLessThanOrEqual(MEAN_LIMIT);
      }
    });
  }
}

afterAll(() => {
  if (said.size > 1) process.stdout.write(`\n${agreementTable(said)}\n`);
});

/** Keras's predictions, and the pictures that decoders are known to decode differently. */
function readExpected(): { answers: Answers; decoders: ReadonlySet<string> } {
  const expected: {
    readonly pictures: Readonly<Record<string, { readonly female: number }>>;
    readonly decoders_differ: Readonly<Record<string, string>>;
  } = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));
  return {
    answers: new Map(Object.entries(expected.pictures).map(([name, { female }]) => [name, female])),
    decoders: new Set(Object.keys(expected.decoders_differ)),
  };
}
