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

/** The job that compares all photos under Data with each other. */
export const comparing = createJob<undefined>();

/** The result of the last completed comparison; it compares contents, so edits do not outdate it. */
export const useComparison = create<{ readonly comparison: Comparison | undefined }>(() => ({
  comparison: undefined,
}));

/** Compares all photos under Data with each other. If stopped, it caches what it has extracted so far. */
export async function comparePhotos(): Promise<void> {
  await comparing.start(undefined, async (hooks) => {
    const { dataset } = await settledData();
    const comparison = await comparer.compare(dataset.samples, hooks);
    hooks.commit();
    useComparison.setState({ comparison });
  });
}

/** The pairs among the current photos; undefined before the first comparison. */
export function usePairs(): readonly Pair[] | undefined {
  const comparison = useComparison((state) => state.comparison);
  const data = useDerivedData();
  return useMemo(() => comparison && pairsIn(data, comparison), [data, comparison]);
}

/** The same, outside React. */
export function lastDuplicates(): readonly Pair[] | undefined {
  const { comparison } = useComparison.getState();
  return comparison && pairsIn(derivedNow(), comparison);
}

function pairsIn(data: DerivedData, { near }: Comparison): readonly Pair[] {
  return atOnce(pairsOf({ ...data, samples: data.dataset.samples }, near));
}
