import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { decisionOf } from "../../../models/decision";
import type { Decision, TrainedModel } from "../../../models/model";
import { notifyFailure } from "../../notices/notify-failure";
import { changeModel } from "../../session/models";

/** A model is saved when its threshold has stood still for so long. */
const SETTLED_MS = 300;

/** How a model decides while that is being changed. */
export interface ChangingDecision {
  readonly decision: Decision;
  /** At once on the page, saved with the model a moment later. */
  readonly change: (change: Partial<Decision>) => void;
  /** Saves what is not saved yet. */
  readonly settle: () => void;
}

/** How a model decides, to be changed under the hand: what is moved is drawn at once, and saved when it stands still. */
export function useDecision(model: TrainedModel): ChangingDecision {
  const [draft, setDraft] = useState<Decision>();
  const decision = draft ?? decisionOf(model);
  const save = useDebouncedCallback(
    (settled: Decision) => {
      // From now on the model has it.
      setDraft(undefined);
      void changeModel(model.id, { decision: settled }).catch(notifyFailure);
    },
    { delay: SETTLED_MS, flushOnUnmount: true },
  );
  return {
    decision,
    change: (change) => {
      const next = { ...decision, ...change };
      setDraft(next);
      save(next);
    },
    settle: () => save.isPending() && save.flush(),
  };
}
