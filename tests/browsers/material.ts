import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { zipWith } from "../zips";

const FREE = fileURLToPath(new URL("../fixtures/free", import.meta.url));
const FACES = fileURLToPath(new URL("../../../shared/faces", import.meta.url));

/** Whether there are real photos on this machine. */
export const hasFaces = existsSync(FACES);

/** A classifier with random weights, as Keras saves it, and Keras's predictions for some drawings. */
export const KERAS_MODEL = join(FREE, "keras_functional_random.h5");
export const DRAWINGS = [0, 1, 2, 3, 4, 5].map((index) => join(FREE, `images/drawn_${index}.png`));

/** Keras's probability of female, by the name of the drawing. */
export function kerasAnswers(): Map<string, number> {
  const { predictions } = JSON.parse(readFileSync(join(FREE, "keras.json"), "utf8"));
  const rows: readonly (readonly [number, number])[] = predictions["keras_functional_random.h5"];
  return new Map(rows.map(([female], index) => [`drawn_${index}.png`, female]));
}

/** A temporary folder, which is removed after the tests of a file. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "twofold-browsers-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a zip of the first `each` real faces of each label into a folder. @returns its path */
export async function zipOfFaces(folder: string, each: number): Promise<string> {
  const files = new Map<string, Uint8Array>();
  for (const label of ["female", "male"]) {
    const names = readdirSync(join(FACES, label)).sort().slice(0, each);
    for (const name of names) files.set(`${label}/${name}`, readFileSync(join(FACES, label, name)));
  }
  const path = join(folder, "faces.zip");
  writeFileSync(path, new Uint8Array(await (await zipWith(files)).arrayBuffer()));
  return path;
}
