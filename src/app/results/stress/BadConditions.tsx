import { Button, Text } from "@mantine/core";
import { useMemo } from "react";
import { CONDITIONS } from "../../../conditions/conditions";
import type { Evaluation, HeldOut, TrainedModel } from "../../../models/model";
import { useSamplesByPath } from "../../session/derived";
import { photosToStress } from "../../session/photos-to-stress";
import { go, useSession } from "../../session/store";
import { cancelStress, type StressOutcome, stress, stressSeconds, useStress } from "../../session/stress";
import { duration } from "../../widgets/format";
import { JobPanel } from "../../widgets/JobPanel";
import classes from "./BadConditions.module.css";
import { StressResult } from "./StressResult";
import { whichAreHere } from "./stress-words";

/** How a model does on the photos of an evaluation in bad conditions: the offer, how far it is, what came of it. */
export function BadConditions({
  model,
  part,
  evaluation,
}: {
  model: TrainedModel;
  part: HeldOut;
  evaluation: Evaluation;
}) {
  const job = useStress((state) => state.job);
  const samples = useSamplesByPath();
  const seed = useSession(({ settings }) => settings.seed);
  const { paths } = evaluation;
  const found = useMemo(() => photosToStress(paths, samples, seed), [paths, samples, seed]);
  const seconds = useSession((session) => stressSeconds(found.photos.length, model, session));
  if (found.known === 0)
    return <Text c="dimmed">The model’s file does not tell which photos its figures rest on.</Text>;
  const areHere = found.here > 0;
  const time = areHere && seconds !== undefined ? ` It takes about ${duration(seconds)}.` : "";
  const run = () => (areHere ? void stress(model, part, found.photos) : go("data"));
  const isOutdated = ({ given }: StressOutcome) =>
    given.length !== found.photos.length ||
    given.some(({ hash, label }, index) => {
      const now = found.photos[index];
      return hash !== now?.hash || label !== now.label;
    });
  return (
    <div className={classes.place}>
      <Text maw="46rem">
        Faces in the wild are blurred, dark, wet and half hidden, and figures on clean photos say little about
        those. Here the same photos are made worse in {CONDITIONS.length} ways, each at three strengths, and
        looked at again.
      </Text>
      <JobPanel
        job={job}
        modelId={model.id}
        action={areHere ? "Look in bad conditions" : "Add the photos"}
        note={`${whichAreHere(found)}${time}`}
        stopped="Stopped."
        onRun={run}
        onCancel={cancelStress}
      >
        {(outcome, heading) => (
          <>
            <StressResult model={model} outcome={outcome} heading={heading} />
            {areHere && isOutdated(outcome) && (
              <div className={classes.again}>
                <Button variant="default" onClick={run}>
                  Look again
                </Button>
                <Text size="sm" c="dimmed" role="status">
                  The photos that the figures above rest on, or their labels, have changed since this test.
                </Text>
              </div>
            )}
          </>
        )}
      </JobPanel>
    </div>
  );
}
