/** The one list of all analyses of a model. */
import type { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../crossvalidation/json";
import type { pairsToJson } from "../duplicates/pairs";
import type { GroupComparison } from "../metrics/group-comparison";
import type { HeldOut } from "../models/model";
import type { stressToJson } from "../models/stress-figures";

/** The metrics of groups of photos. */
export interface GroupReport extends GroupComparison {
  /** The split of the photos. */
  readonly part: HeldOut;
  /** Where the groups come from: the names of folders, or a table. */
  readonly source: string;
  /** The number of photos of the split that are in no group. */
  readonly without: number;
}

/** The result of each analysis, as the report and `evaluation.json` use it. */
export interface Found {
  /** The most suspect label first. */
  readonly labelCheck: ReturnType<typeof labelCheckToJson>;
  readonly duplicates: ReturnType<typeof pairsToJson>;
  readonly crossValidation: ReturnType<typeof crossValidationToJson>;
  readonly learningCurve: ReturnType<typeof learningCurveToJson>;
  readonly groups: GroupReport;
  readonly stress: ReturnType<typeof stressToJson>;
}

export type AnalysisName = keyof Found;

/**
 * The question that each analysis answers, as the page and README.md ask it; undefined if another one includes the
 * answer. Its panel on the page is in `app/results/analysis-panels.tsx`, its results of this visit in
 * `app/session/found-out.ts`, its section of the report in `sections/checks-section.ts`. In the order of
 * `evaluation.json`.
 */
export const ANALYSES = {
  labelCheck: "Are the labels right?",
  duplicates: "Are there duplicates?",
  crossValidation: undefined,
  learningCurve: "Would more photos help?",
  groups: "Is it equally good for every group?",
  stress: "How does it do in bad conditions?",
} as const satisfies Readonly<Record<AnalysisName, string | undefined>>;

/** The analyses that have their own panel. */
export type AskedAnalysis = {
  [Name in AnalysisName]: (typeof ANALYSES)[Name] extends string ? Name : never;
}[AnalysisName];

/** The names of the analyses in a table, in its order. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
