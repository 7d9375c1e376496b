import { useMemo } from "react";
import { create } from "zustand";
import { atOnce } from "../../common/steps";
import type { DerivedData } from "../../dataset/derived-data";
import { type Pair, pairsOf } from "../../duplicates/pairs";
import { type Comparison, PhotoComparer } from "../../engine/jobs/duplicates-job";
import { derivedNow, settledData, useDerivedData } from "./derived";
import { createJob } from "./job";
import { engine } from "./store";

const comparer = new PhotoComparer(engine);
const comparing = createJob<void>();

/** The comparison that runs, or how the last one ended. */
export const useComparing = comparing.useJob;

/** Stops the comparison; photos that were already looked at are not looked at again. */
export const cancelComparing = comparing.cancel;

/** What the last comparison that came to its end has found; it is about contents, so edits do not outdate it. */
export const useComparison = create<{ readonly comparison: Comparison | undefined }>(() => ({
  comparison: undefined,
}));

/** Compares all photos under Data with each other. */
export function comparePhotos(modelId: string): Promise<void> {
  return comparing.run(modelId, async (hooks) => {
    const { dataset } = await settledData();
    const comparison = await comparer.compare(dataset.samples, hooks);
    hooks.signal.throwIfAborted();
    useComparison.setState({ comparison });
  });
}

/** The pairs that the photos of this moment make; undefined where they were not compared yet. */
export function usePairs(): readonly Pair[] | undefined {
  const comparison = useComparison((state) => state.comparison);
  const data = useDerivedData();
  return useMemo(() => comparison && pairsIn(data, comparison), [data, comparison]);
}

/** The same, for who asks once. */
export function lastDuplicates(): readonly Pair[] | undefined {
  const { comparison } = useComparison.getState();
  return comparison && pairsIn(derivedNow(), comparison);
}

function pairsIn(data: DerivedData, { near }: Comparison): readonly Pair[] {
  return atOnce(pairsOf({ ...data, samples: data.dataset.samples }, near));
}
