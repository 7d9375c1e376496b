import { Title } from "@mantine/core";
import { useMemo } from "react";
import type { Decision } from "../../../models/decision";
import type { TrainedModel } from "../../../models/model";
import type { ConditionFigures, StressTest } from "../../../models/stress";
import { ReviewGrid } from "../../review/ReviewGrid";
import { photos } from "../sentences";
import classes from "./ConditionDetail.module.css";
import { LookExamples } from "./LookExamples";
import { reviewItem, tippedPhotos } from "./tipped";

/** What is behind the figures of one condition: how it looks, and the photos that it makes the model call wrong. */
export function ConditionDetail({
  figures,
  model,
  test,
  decision,
}: {
  figures: ConditionFigures;
  model: TrainedModel;
  test: StressTest;
  decision: Decision;
}) {
  const tipped = useMemo(() => tippedPhotos(test, figures), [test, figures]);
  const items = useMemo(
    () => tipped.map((each) => reviewItem(test, each, figures, decision)),
    [test, tipped, figures, decision],
  );
  return (
    <div className={classes.detail}>
      <LookExamples
        figures={figures}
        model={model}
        test={test}
        decision={decision}
        paths={tipped.length > 0 ? tipped.map(({ path }) => path) : test.paths}
      />
      {items.length > 0 ? (
        <>
          <Title order={3} size="h5">
            {photos(items.length)} called right as {items.length === 1 ? "it is" : "they are"}, and wrong here
          </Title>
          <ReviewGrid name="Photos that tip over" items={items} />
        </>
      ) : (
        <p className={classes.none}>No photo that is called right as it is tips over.</p>
      )}
    </div>
  );
}
