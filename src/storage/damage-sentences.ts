import { AppError } from "../common/error";
import { count } from "../common/words";
import type { DamagedRecord } from "./damaged";
import type { StoreName } from "./layout";

/** What the records of a store are called, one and several, and what the user can do about a damaged one. */
interface Words {
  readonly one: string;
  readonly many: string;
  readonly next: string;
}

/** The stores whose damage is reported to the user; damaged preferences fall back to their defaults. */
const WORDS: Readonly<Partial<Record<StoreName, Words>>> = {
  models: {
    one: "saved model",
    many: "saved models",
    next: "If you downloaded a damaged model, open its file again under Models; otherwise train it again.",
  },
  tuning: {
    one: "record of an unfinished fine-tuning run",
    many: "records of an unfinished fine-tuning run",
    next: "Start the fine-tuning again.",
  },
  backbones: {
    one: "opened backbone",
    many: "opened backbones",
    next: "Open the backbone’s file, or the file of the model that uses it, again.",
  },
  "kept-labels": {
    one: "confirmed label",
    many: "confirmed labels",
    next: "The label check will ask about these photos again.",
  },
  features: {
    one: "set of photo features",
    many: "sets of photo features",
    next: "They are extracted again when they are needed.",
  },
};

/** One message about all records that were set aside: AppError `damaged-data`; undefined if there are none. */
export function damageProblem(records: readonly Pick<DamagedRecord, "store">[]): AppError | undefined {
  const what: string[] = [];
  const next: string[] = [];
  for (const [store, words] of Object.entries(WORDS)) {
    const found = records.filter((record) => record.store === store).length;
    if (found === 0) continue;
    what.push(`${count(found)} ${found === 1 ? words.one : words.many}`);
    next.push(words.next);
  }
  if (what.length === 0) return undefined;
  const isOne = records.length === 1;
  const list = what.length === 1 ? what[0] : `${what.slice(0, -1).join(", ")} and ${what.at(-1)}`;
  return new AppError(
    "damaged-data",
    `${list} ${isOne ? "is" : "are"} damaged and ${isOne ? "was" : "were"} set aside.`,
    { next: `${next.join(" ")} Everything else still works.` },
  );
}
