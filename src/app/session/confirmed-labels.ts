import { create } from "zustand";
import type { Sample } from "../../dataset/sample";
import { readKeptLabels, writeKeptLabels } from "../../storage/kept-labels";

/** Confirmed labels, each as the photo's hash and the label: if the photo is relabelled, it is unconfirmed again. */
export const useKeptLabels = create<{ readonly kept: ReadonlySet<string> }>(() => ({ kept: new Set() }));

let loading: Promise<void> | undefined;

/** Loads the labels confirmed on earlier visits. */
export function loadKept(): Promise<void> {
  loading ??= readKeptLabels().then((keys) =>
    useKeptLabels.setState(({ kept }) => ({ kept: new Set([...keys, ...kept]) })),
  );
  return loading;
}

export function isKept(kept: ReadonlySet<string>, sample: Sample): boolean {
  return kept.has(keyOf(sample));
}

/** Confirms labels permanently. @returns undoes it */
export function keepLabels(samples: readonly Sample[]): () => void {
  const keys = samples.map(keyOf);
  change((kept) => [...kept, ...keys]);
  return () => forgetKept(samples);
}

/** Withdraws confirmations, so that the labels can be suspect again. */
export function forgetKept(samples: readonly Sample[]): void {
  const keys = new Set(samples.map(keyOf));
  change((kept) => [...kept].filter((key) => !keys.has(key)));
}

function change(edit: (kept: ReadonlySet<string>) => readonly string[]): void {
  const kept = new Set(edit(useKeptLabels.getState().kept));
  useKeptLabels.setState({ kept });
  void writeKeptLabels([...kept]);
}

function keyOf({ hash, label }: Sample): string {
  return `${hash} ${label}`;
}
