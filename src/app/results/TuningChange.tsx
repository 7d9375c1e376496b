import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { Label } from "../../common/label";
import type { TrainedModel } from "../../models/model";
import { comparisonAddress } from "../session/address";
import { useSession } from "../session/store";
import { NoticeCard } from "../widgets/NoticeCard";
import { changeSentence, pairOf } from "./tuning-sentences";

/** What fine-tuning changed; shown for both models if both are stored. */
export function TuningChange({ model, positive }: { model: TrainedModel; positive: Label }) {
  const models = useSession((session) => session.models);
  const pair = useMemo(
    () => (models.status === "ready" ? pairOf(model, models.value) : undefined),
    [model, models],
  );
  if (pair === undefined) return null;
  const { base, tuned } = pair;
  const which =
    model === tuned
      ? "This is the fine-tuned model. The original is still among your models."
      : `This is the original model. The fine-tuned one is among your models, as “${tuned.name}”.`;
  return (
    <NoticeCard
      name="What fine-tuning changed"
      testId="tuning-change"
      words={
        <>
          <p>{changeSentence(pair, positive)}</p>
          <p>{which}</p>
        </>
      }
    >
      <Button
        component="a"
        variant="default"
        data-testid="compare-tuned"
        href={comparisonAddress(base, tuned)}
      >
        Compare the two
      </Button>
    </NoticeCard>
  );
}
