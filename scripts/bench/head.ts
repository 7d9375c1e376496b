import { freshContext, launch } from "./browser";
import { alternate, type Section } from "./figures";
import type { Setting } from "./setting";

const ROUNDS = 5;

/** 20 epochs of training the head on 2,000 × 1,280 features, with validation on 400 more after each epoch. */
export async function head({ benchUrl }: Setting): Promise<Section> {
  const browser = await launch();
  try {
    const page = await (await freshContext(browser, benchUrl)).newPage();
    await page.goto("index.html");
    const trained = (who: "ours" | "layers") => async () =>
      (await page.evaluate((asked) => window.bench?.trainHead(asked), who)) ?? Number.NaN;
    const [ours = [], theirs = []] = await alternate([trained("ours"), trained("layers")], ROUNDS);
    const other = { name: "tfjs layers model (cpu backend)", values: theirs };
    return { rows: [{ what: "training: 20 epochs of the head, 2,000 × 1,280", unit: "ms", ours, other }] };
  } finally {
    await browser.close();
  }
}
