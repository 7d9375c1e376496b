/** What can be found out about a model besides its figures: the one list of all analyses. */
import type { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../crossvalidation/json";
import type { pairsToJson } from "../duplicates/pairs";
import type { GroupComparison } from "../metrics/group-comparison";
import type { HeldOut } from "../models/model";
import type { stressToJson } from "../models/stress-figures";

/** The figures of groups of photos. */
export interface GroupReport extends GroupComparison {
  /** The part whose photos they are. */
  readonly part: HeldOut;
  /** What tells the groups: the names of folders, or of a table. */
  readonly source: string;
  /** Photos of the part that are in no group. */
  readonly without: number;
}

/** What each analysis finds, as the report and `evaluation.json` take it. */
export interface Found {
  /** The most doubtful label first. */
  readonly labelCheck: ReturnType<typeof labelCheckToJson>;
  readonly duplicates: ReturnType<typeof pairsToJson>;
  readonly crossValidation: ReturnType<typeof crossValidationToJson>;
  readonly learningCurve: ReturnType<typeof learningCurveToJson>;
  readonly groups: GroupReport;
  readonly stress: ReturnType<typeof stressToJson>;
}

export type AnalysisName = keyof Found;

/**
 * The question that each analysis answers, as the page and README.md ask it; undefined where another one brings the
 * answer along. Its panel on the page is in `app/results/analysis-panels.tsx`, its results of this visit in
 * `app/session/found-out.ts`, its section of the report in `sections/checks-section.ts`. In the order of `evaluation.json`.
 */
export const ANALYSES = {
  labelCheck: "Are the labels right?",
  duplicates: "Are there duplicates?",
  crossValidation: undefined,
  learningCurve: "Would more photos help?",
  groups: "Is it equally good for every group?",
  stress: "How does it do in bad conditions?",
} as const satisfies Readonly<Record<AnalysisName, string | undefined>>;

/** The analyses that have a panel of their own. */
export type AskedAnalysis = {
  [Name in AnalysisName]: (typeof ANALYSES)[Name] extends string ? Name : never;
}[AnalysisName];

/** The names of all analyses, or of those in a table of some of them, in its order. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
