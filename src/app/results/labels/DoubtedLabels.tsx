import { Button } from "@mantine/core";
import { type Ref, useMemo } from "react";
import { nameOf } from "../../../dataset/paths";
import type { TrainedModel } from "../../../models/model";
import { offerUndo } from "../../notices/offer-undo";
import { ReviewGrid } from "../../review/ReviewGrid";
import type { ReviewItem } from "../../review/review-item";
import { forgetKept, keepLabels, useKeptLabels } from "../../session/confirmed-labels";
import { type LabelCheck, labelCheck } from "../../session/label-check";
import { ChangedSince } from "../../widgets/ChangedSince";
import { type Doubted, doubtedOf } from "./doubted";
import classes from "./LabelCheck.module.css";
import {
  backboneSentence,
  doubtAgain,
  doubtSentence,
  doubtWords,
  keptSentence,
  wrongSentence,
} from "./label-sentences";

/** The result of a label check: the photos with a suspect label, to review. */
export function DoubtedLabels({
  model,
  check,
  isOutdated,
  heading,
}: {
  model: TrainedModel;
  check: LabelCheck;
  /** Whether the photos have changed since then. */
  isOutdated: boolean;
  heading: Ref<HTMLParagraphElement>;
}) {
  const kept = useKeptLabels((state) => state.kept);
  const { open, confirmed } = useMemo(() => doubtedOf(check, kept), [check, kept]);
  const items = useMemo(() => open.map(itemOf), [open]);
  const caution = backboneSentence(check.backbone);
  const keep = ({ path }: ReviewItem) => {
    const undo = keepLabels(check.samples.filter((sample) => sample.path === path));
    offerUndo(`${nameOf(path)} keeps its label`, undo);
  };
  return (
    <div className="stack">
      <div className={classes.words}>
        <p ref={heading} tabIndex={-1} className={classes.outcome}>
          {doubtSentence(open.length, check.samples.length)}
        </p>
        <p>{wrongSentence(check.doubts, open.length)}</p>
        {caution !== undefined && <p>{caution}</p>}
      </div>
      {isOutdated && <ChangedSince onAgain={() => void labelCheck.run(model)} />}
      {items.length > 0 && <ReviewGrid name="Suspect labels" items={items} onKeep={keep} />}
      {confirmed.length > 0 && (
        <p className={classes.kept}>
          {keptSentence(confirmed.length)}{" "}
          <Button
            variant="subtle"
            size="compact-sm"
            data-testid="doubt-again"
            onClick={() => forgetKept(confirmed)}
          >
            {doubtAgain(confirmed.length)}
          </Button>
        </p>
      )}
    </div>
  );
}

function itemOf({ sample: { path, label }, doubt, isIssue }: Doubted): ReviewItem {
  return {
    path,
    label,
    words: (
      <>
        {doubtWords(label, doubt)}
        {isIssue && <span className={classes.issue}>probably wrong</span>}
      </>
    ),
  };
}
