import type { ReactNode } from "react";
import type { Label } from "../../common/label";
import type { Evaluation, HeldOut, TrainedModel } from "../../models/model";
import type { AskedAnalysis } from "../../report/analyses";
import { Duplicates } from "./duplicates/Duplicates";
import { Groups } from "./groups/Groups";
import { LabelCheck } from "./labels/LabelCheck";
import { MorePhotos } from "./more-data/MorePhotos";
import { BadConditions } from "./stress/BadConditions";

/** The model whose results are shown, with the evaluation they are based on; undefined if it was never evaluated. */
export interface Shown {
  readonly model: TrainedModel;
  readonly part: HeldOut;
  readonly evaluation: Evaluation | undefined;
  readonly positive: Label;
}

/** The panel of each analysis, in page order; undefined if it needs an evaluation and there is none. */
export const PANELS: { readonly [Name in AskedAnalysis]: (shown: Shown) => ReactNode | undefined } = {
  groups: ({ evaluation, positive }) => evaluation && <Groups evaluation={evaluation} positive={positive} />,
  stress: ({ evaluation, model, part }) =>
    evaluation && <BadConditions model={model} part={part} evaluation={evaluation} />,
  labelCheck: ({ model }) => <LabelCheck model={model} />,
  duplicates: () => <Duplicates />,
  learningCurve: ({ model }) => <MorePhotos model={model} />,
};
