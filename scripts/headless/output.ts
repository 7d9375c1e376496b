/** Everything that headless prints; it passes on nothing else that the page shows. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Progress } from "../../src/common/progress";
import type { EvaluationFile } from "../page-driver/results";

/** A mistake by the caller, or bad data: printed as a sentence, without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The fields of `evaluation.json` that headless prints, in this order. */
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

/** What goes to `--json`: after fine-tuning, also the original model's figures and which model is better. */
export type Result = Figures & { readonly before?: Figures; readonly kept?: "fine-tuned" | "before" };

/** Picks a model's figures from `evaluation.json`. */
export function figuresIn(evaluation: EvaluationFile): Figures {
  return Object.fromEntries(
    FIGURES.filter((name) => evaluation[name] !== undefined).map((name) => [name, evaluation[name]]),
  );
}

/** A line that headless prints while it works. */
export type Line =
  | { readonly kind: "reading" | "opening"; readonly path: string }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "analysis"; readonly analysis: "labelCheck" | "duplicates" }
  | { readonly kind: "outputs-assumed" }
  | { readonly kind: "no-figures" }
  /** An unexpected error in the page. */
  | { readonly kind: "page-error"; readonly message: string };

/** Prints a line on standard error, so that standard output has only the figures. */
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
      return "The file does not name its outputs. Assuming Keras's order: female, male.";
    case "no-figures":
      return "There are no metrics, because the model was not evaluated on photos. Use --test DIR.";
    case "page-error":
      return `page: ${line.message}`;
  }
}

/** "  features 120 of 800", with the stage's key from `src/common/progress.ts`. */
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
