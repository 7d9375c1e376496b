import { Button, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { photos } from "../../../models/figure-sentences";
import type { Decision, TrainedModel } from "../../../models/model";
import type { ConditionFigures, StressFigures, StressTest } from "../../../models/stress-figures";
import { ReviewGrid } from "../../review/ReviewGrid";
import classes from "./ConditionDetail.module.css";
import { LookExamples } from "./LookExamples";
import { leaningText } from "./stress-words";
import { reviewItem, tippedPhotos } from "./tipped";

/** Photos shown at first: two rows, so that the next condition stays close. */
const FEW = 12;

/** The detail of one condition: how it looks, and the photos that the model gets wrong because of it. */
export function ConditionDetail({
  figures,
  all,
  model,
  test,
  decision,
}: {
  figures: ConditionFigures;
  all: StressFigures;
  model: TrainedModel;
  test: StressTest;
  decision: Decision;
}) {
  const [areAllShown, showAll] = useState(false);
  const tipped = useMemo(() => tippedPhotos(test, figures), [test, figures]);
  const items = useMemo(
    () => tipped.map((each) => reviewItem(test, each, figures, decision)),
    [test, tipped, figures, decision],
  );
  const leaning = leaningText(figures, all);
  return (
    <div className={classes.detail}>
      <LookExamples
        figures={figures}
        model={model}
        test={test}
        decision={decision}
        paths={tipped.length > 0 ? tipped.map(({ path }) => path) : test.paths}
      />
      {leaning !== undefined && <p className={classes.leaning}>{leaning}</p>}
      {items.length > 0 ? (
        <>
          <Title order={3} size="h5">
            {photos(items.length)} right without the condition, but wrong with it
          </Title>
          <ReviewGrid name="Photos that become wrong" items={areAllShown ? items : items.slice(0, FEW)} />
          {!areAllShown && items.length > FEW && (
            <Button variant="default" className={classes.more} onClick={() => showAll(true)}>
              Show all {photos(items.length)}
            </Button>
          )}
        </>
      ) : (
        <p className={classes.none}>No photo becomes wrong in this condition.</p>
      )}
    </div>
  );
}
