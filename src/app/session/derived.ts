import { create } from "zustand";
import { atOnce, newestOnly } from "../../common/steps";
import { type DerivedData, deriveData } from "../../dataset/derived-data";
import type { Dataset } from "../../dataset/edits";
import type { Sample } from "../../dataset/sample";
import type { SplitOptions } from "../../dataset/split";
import { poolWidth } from "../../engine/page/pool";
import { chosenBackbone } from "./backbone-choice";
import { type Session, useSession } from "./store";

/** What follows from the photos, and whether that is what follows from those of this moment. */
interface Derived {
  readonly data: DerivedData;
  /** False while it is computed anew, which takes a moment over thousands of photos. */
  readonly isCurrent: boolean;
}

/** All that the computation depends on. */
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

/** What follows from the photos: of one moment, all of it, so that nothing of it contradicts the rest. */
export function useDerivedData(): DerivedData {
  return useDerived(({ data }) => data);
}

/** The same, for who asks once. */
export function derivedNow(): DerivedData {
  return useDerived.getState().data;
}

/** The photos of this moment by their paths. */
export function useSamplesByPath(): ReadonlyMap<string, Sample> {
  const samples = useSession(({ data }) => data.present.samples);
  return byPath(samples);
}

/** The photo at a path, for who asks once. */
export function sampleAt(path: string): Sample | undefined {
  return byPath(useSession.getState().data.present.samples).get(path);
}

/** Made once for all screens that ask. */
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

/** False while what follows from the photos is computed anew. */
export function useIsCurrent(): boolean {
  return useDerived(({ isCurrent }) => isCurrent);
}

/** What follows from the photos of this moment, once it is known. */
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

/** Seconds that looking at `photos` for the first time will take, by this machine's measured speed. */
export function secondsFor(photos: number, session: Session): number | undefined {
  const { speeds, backend } = session;
  if (speeds === undefined || speeds.sha256 !== chosenBackbone(session)?.info.sha256) return undefined;
  const speed =
    backend === "auto" ? speeds.speeds[0] : speeds.speeds.find((measured) => measured.backend === backend);
  if (speed === undefined) return undefined;
  return (photos * speed.millisecondsPerPhoto) / 1000 / poolWidth(speed.backend);
}
