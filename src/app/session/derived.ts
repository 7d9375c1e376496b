import { create } from "zustand";
import { atOnce, newestOnly } from "../../common/steps";
import { type DerivedData, deriveData } from "../../dataset/derived-data";
import type { Dataset } from "../../dataset/edits";
import type { Sample } from "../../dataset/sample";
import type { SplitOptions } from "../../dataset/split";
import { type Session, useSession } from "./store";

/** The data derived from the photos, and whether it is up to date. */
interface Derived {
  readonly data: DerivedData;
  /** False while it is recomputed, which takes a moment with thousands of photos. */
  readonly isCurrent: boolean;
}

/** All inputs of the computation. */
interface Given extends SplitOptions {
  readonly dataset: Dataset;
}

let given = givenBy(useSession.getState());

const useDerived = create<Derived>(() => ({
  data: atOnce(deriveData(given.dataset, given)),
  isCurrent: true,
}));

const compute = newestOnly<DerivedData>((data) => useDerived.setState({ data, isCurrent: true }));

useSession.subscribe((session) => {
  const now = givenBy(session);
  const { dataset, validationShare, seed } = given;
  if (now.dataset === dataset && now.validationShare === validationShare && now.seed === seed) return;
  given = now;
  useDerived.setState({ isCurrent: false });
  compute(deriveData(now.dataset, now));
});

/** The derived data; all of it belongs to the same photos, so its parts are consistent. */
export function useDerivedData(): DerivedData {
  return useDerived(({ data }) => data);
}

/** The same, outside React. */
export function derivedNow(): DerivedData {
  return useDerived.getState().data;
}

/** The current photos by path. */
export function useSamplesByPath(): ReadonlyMap<string, Sample> {
  const samples = useSession(({ data }) => data.present.samples);
  return byPath(samples);
}

/** The photo at a path, outside React. */
export function sampleAt(path: string): Sample | undefined {
  return byPath(useSession.getState().data.present.samples).get(path);
}

/** Computed once for all components. */
const byPath = latestOnly(
  (samples: readonly Sample[]): ReadonlyMap<string, Sample> =>
    new Map(samples.map((sample) => [sample.path, sample])),
);

function latestOnly<Given, Answer>(compute: (given: Given) => Answer): (given: Given) => Answer {
  let last: { readonly given: Given; readonly answer: Answer } | undefined;
  return (given) => {
    if (last === undefined || last.given !== given) last = { given, answer: compute(given) };
    return last.answer;
  };
}

/** False while the derived data is recomputed. */
export function useIsCurrent(): boolean {
  return useDerived(({ isCurrent }) => isCurrent);
}

/** The derived data, once it is up to date. */
export function settledData(): Promise<DerivedData> {
  return new Promise((resolve) => {
    const { data, isCurrent } = useDerived.getState();
    if (isCurrent) return resolve(data);
    const unsubscribe = useDerived.subscribe((derived) => {
      if (!derived.isCurrent) return;
      unsubscribe();
      resolve(derived.data);
    });
  });
}

function givenBy({ data, settings: { validationShare, seed } }: Session): Given {
  return { dataset: data.present, validationShare, seed };
}
