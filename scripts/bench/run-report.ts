import type { Page } from "playwright-core";
import { type EvaluationFile, readEvaluation } from "../page-driver/results";

/** The page's `evaluation.json` for a model that it trained. */
export type RunReport = EvaluationFile & Required<Pick<EvaluationFile, "backend" | "counts" | "seconds">>;

/** Reads it under Results. @throws if the model was trained elsewhere */
export async function runReport(page: Page): Promise<RunReport> {
  const { backend, counts, seconds, ...rest } = await readEvaluation(page);
  if (backend === undefined || counts === undefined || seconds === undefined)
    throw new Error("This model was not trained here.");
  return { ...rest, backend, counts, seconds };
}
