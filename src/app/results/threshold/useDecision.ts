import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { decisionOf } from "../../../models/decision";
import type { Decision, TrainedModel } from "../../../models/model";
import { notifyFailure } from "../../notices/notify-failure";
import { changeModel } from "../../session/models";

/** A model is saved once its threshold has not moved for this long. */
const SETTLED_MS = 300;

/** A model’s decision settings while the user changes them. */
export interface ChangingDecision {
  readonly decision: Decision;
  /** Updates the page at once, and saves the model a moment later. */
  readonly change: (change: Partial<Decision>) => void;
  /** Saves pending changes now. */
  readonly settle: () => void;
}

/** A model’s decision settings, to be changed live: every change shows at once and is saved when it settles. */
export function useDecision(model: TrainedModel): ChangingDecision {
  const [draft, setDraft] = useState<Decision>();
  const decision = draft ?? decisionOf(model);
  const save = useDebouncedCallback(
    (settled: Decision) => {
      // From now on the model itself holds the change.
      setDraft(undefined);
      void changeModel(model.id, (kept) => ({ ...kept, decision: settled })).catch(notifyFailure);
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
