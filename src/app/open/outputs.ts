import { create } from "zustand";
import { LABELS, type Label } from "../../common/label";
import type { TrainedModel } from "../../models/model";
import type { OpenedModel } from "../../models/opened";

/** A model whose file does not say which of its two outputs is which. */
export interface OutputQuestion {
  readonly file: string;
  /** What the file calls its outputs, where it has names for them. */
  readonly names: readonly [string, string] | undefined;
  /** Whether there is one output, the probability of the second label, in place of two. */
  readonly isSingle: boolean;
}

/** What is being asked, if anything. */
export const useOutputQuestion = create<{ readonly question: OutputQuestion | undefined }>(() => ({
  question: undefined,
}));

/** Goes on with the answer. */
let settle: ((first: Label | undefined) => void) | undefined;

/** The model with its outputs in the page's order, which is asked where its file does not tell; undefined: cancelled. */
export async function withKnownOutputs(
  { model, outputs }: OpenedModel,
  file: string,
): Promise<TrainedModel | undefined> {
  if (outputs.status === "known") return model;
  const first = await ask({ file, names: outputs.names, isSingle: outputs.isSingle });
  if (first === undefined) return undefined;
  if (first === LABELS[0]) return model;
  // What reads the files of models is not among what the page loads at first.
  const { reversed } = await import("../../models/opened");
  return reversed(model);
}

/** Says what the first output stands for; undefined: the model is not wanted after all. */
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
