import { create } from "zustand";
import { LABELS, type Label } from "../../common/label";
import type { TrainedModel } from "../../models/model";
import type { OpenedModel } from "../../models/opened";

/** A model whose file does not say which of its two outputs is which. */
export interface OutputQuestion {
  readonly file: string;
  /** The file's names for its outputs, if it has any. */
  readonly names: readonly [string, string] | undefined;
  /** Whether there is a single output, the probability of the second label, instead of two. */
  readonly isSingle: boolean;
}

/** The open question, if any. */
export const useOutputQuestion = create<{ readonly question: OutputQuestion | undefined }>(() => ({
  question: undefined,
}));

/** Resolves the open question. */
let settle: ((first: Label | undefined) => void) | undefined;

/** The model with its outputs in the page's order; asks if the file does not say it. Undefined: cancelled. */
export async function withKnownOutputs(
  { model, outputs }: OpenedModel,
  file: string,
): Promise<TrainedModel | undefined> {
  if (outputs.status === "known") return model;
  const first = await ask({ file, names: outputs.names, isSingle: outputs.isSingle });
  if (first === undefined) return undefined;
  if (first === LABELS[0]) return model;
  // Loaded on demand: code for model files is not part of the initial load.
  const { reversed } = await import("../../models/opened");
  return reversed(model);
}

/** Answers what the first output stands for; undefined: do not add the model. */
export function answerOutputs(first: Label | undefined): void {
  useOutputQuestion.setState({ question: undefined });
  settle?.(first);
}

function ask(question: OutputQuestion): Promise<Label | undefined> {
  useOutputQuestion.setState({ question });
  return new Promise((resolve) => {
    settle = resolve;
  });
}
