import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { InstalledBrowser } from "./drivers/driver";
import { answers, openModel } from "./steps";

/** A browser's or Keras's probability of female, by the picture's file name. */
export type Answers = ReadonlyMap<string, number>;

const IS_PICTURE = /\.(jpe?g|png|webp|gif|avif|bmp)$/i;

/** The pictures in a folder, by path. */
export function picturesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => IS_PICTURE.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Opens a model in a browser, classifies pictures under Use, and reads the predictions from the page's CSV, which
 * has six decimals. @throws if something goes wrong in the page, or a picture gets no prediction
 */
export async function answersIn(
  browser: InstalledBrowser,
  address: string,
  { model, pictures }: { readonly model: string; readonly pictures: readonly string[] },
): Promise<Answers> {
  const driver = await browser.launch();
  try {
    await driver.open(address);
    await openModel(driver, model);
    const said = await answers(driver, pictures);
    const problems = await driver.problems();
    if (problems.length > 0) throw new Error(`${browser.name}: ${problems.join("\n")}`);
    const without = pictures.map((path) => basename(path)).filter((name) => !said.has(name));
    if (without.length > 0) throw new Error(`${browser.name} has no prediction for ${without.join(", ")}.`);
    return said;
  } finally {
    await driver.close();
  }
}

/** The differences between two sources of predictions. */
export interface Distance {
  readonly mean: number;
  readonly byPicture: ReadonlyMap<string, number>;
}

/** Absolute differences of the probabilities, picture by picture. */
export function distance(one: Answers, other: Answers): Distance {
  const byPicture = new Map(
    [...one].map(([name, female]) => [name, Math.abs(female - (other.get(name) ?? Number.NaN))]),
  );
  const mean = [...byPicture.values()].reduce((sum, each) => sum + each, 0) / byPicture.size;
  return { mean, byPicture };
}

/** A row for each picture and a column for each source, as Markdown. */
export function agreementTable(sources: ReadonlyMap<string, Answers>): string {
  const names = [...new Set([...sources.values()].flatMap((said) => [...said.keys()]))].sort();
  const rows = names.map((name) => {
    const values = [...sources.values()].map((said) => said.get(name));
    const known = values.filter((value) => value !== undefined);
    const spread = Math.max(...known) - Math.min(...known);
    return [name, ...values.map((value) => value?.toFixed(4) ?? "–"), spread.toFixed(4)];
  });
  const head = ["picture", ...sources.keys(), "largest difference"];
  return [head, head.map((_none, index) => (index === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
