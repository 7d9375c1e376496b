/** All that headless prints. What the page shows besides is not passed on. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Progress } from "../../src/common/progress";
import type { EvaluationFile } from "../page-driver/results";

/** A mistake of the caller's or bad data: printed as a sentence, without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What the figures consist of, in this order; `evaluation.json` has more. */
const FIGURES = [
  "backbone",
  "backend",
  "seed",
  "counts",
  "skipped",
  "tuning",
  "positive",
  "decision",
  "metrics",
  "seconds",
  "history",
] as const satisfies readonly (keyof EvaluationFile)[];

/** The figures of one model. */
export type Figures = Partial<Pick<EvaluationFile, (typeof FIGURES)[number]>>;

/** What goes to `--json`: after fine-tuning, with the figures from before it and the model that did better. */
export type Result = Figures & { readonly before?: Figures; readonly kept?: "fine-tuned" | "before" };

/** The figures of a model, of all that `evaluation.json` has. */
export function figuresIn(evaluation: EvaluationFile): Figures {
  return Object.fromEntries(
    FIGURES.filter((name) => evaluation[name] !== undefined).map((name) => [name, evaluation[name]]),
  );
}

/** One line of what headless says while it works. */
export type Line =
  | { readonly kind: "reading" | "opening"; readonly path: string }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "analysis"; readonly analysis: "labelCheck" | "duplicates" }
  | { readonly kind: "outputs-assumed" }
  | { readonly kind: "no-figures" }
  /** An error of the program that nobody expects. */
  | { readonly kind: "page-error"; readonly message: string };

/** Prints a line on standard error, so that standard output has the figures only. */
export function say(line: Line): void {
  console.error(textOf(line));
}

function textOf(line: Line): string {
  switch (line.kind) {
    case "reading":
      return `Reading ${line.path}`;
    case "opening":
      return `Opening ${line.path}`;
    case "progress":
      return progressText(line.progress);
    case "analysis":
      return line.analysis === "labelCheck" ? "Checking the labels" : "Looking for duplicates";
    case "outputs-assumed":
      return "The file does not name its outputs: taken as female, male, in Keras's order.";
    case "no-figures":
      return "There are no figures: the model was not checked on photos. --test DIR does that.";
    case "page-error":
      return `page: ${line.message}`;
  }
}

/** "  features 120 of 800": the stage by its key in `src/common/progress.ts`. */
function progressText({ stage, done, total }: Progress): string {
  return `  ${stage}${total > 0 ? ` ${Math.floor(done)} of ${total}` : ""}`;
}

/** Writes the figures to a file, or to standard output. */
export async function writeResult(result: Result, file: string | undefined): Promise<void> {
  const json = JSON.stringify(result, undefined, 2);
  if (file === undefined) {
    process.stdout.write(json);
    return;
  }
  await mkdir(dirname(resolve(file)), { recursive: true });
  await writeFile(resolve(file), json);
}
