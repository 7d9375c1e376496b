import { Button, Text } from "@mantine/core";
import { useMemo } from "react";
import { CONDITIONS } from "../../../conditions/conditions";
import type { Evaluation, HeldOut, TrainedModel } from "../../../models/model";
import { useSamplesByPath } from "../../session/derived";
import { stressSeconds } from "../../session/estimates";
import { photosToStress } from "../../session/photos-to-stress";
import { useSession } from "../../session/store";
import { stress } from "../../session/stress";
import { AnalysisPanel } from "../../widgets/AnalysisPanel";
import { duration } from "../../widgets/format";
import { StressResult } from "./StressResult";
import { whichAreHere } from "./stress-words";

/** The stress test of a model on the photos of an evaluation: the button, the progress, the result. */
export function BadConditions({
  model,
  part,
  evaluation,
}: {
  model: TrainedModel;
  part: HeldOut;
  evaluation: Evaluation;
}) {
  const samples = useSamplesByPath();
  const seed = useSession(({ settings }) => settings.seed);
  const { paths } = evaluation;
  const found = useMemo(() => photosToStress(paths, samples, seed), [paths, samples, seed]);
  const seconds = useSession((session) => stressSeconds(found.photos.length, model, session));
  if (found.known === 0)
    return (
      <Text c="dimmed">Not available: the model’s file does not say which photos it was checked on.</Text>
    );
  const areHere = found.here > 0;
  const time = areHere && seconds !== undefined ? ` It takes about ${duration(seconds)}.` : "";
  const run = () => void stress.run(model, part, found.photos);
  return (
    <div className="stack">
      <Text maw="46rem">
        Real photos are often blurred, dark, taken in rain or partly covered, and metrics from good photos say
        little about those. This makes the same photos worse in {CONDITIONS.length} ways, each at three
        strengths, and classifies them again (stress test).
      </Text>
      <AnalysisPanel
        analysis={stress}
        model={model}
        photos={found.photos}
        offer={{ action: "Test in bad conditions", note: `${whichAreHere(found)}${time}` }}
        empty={{ action: "Add the photos", note: whichAreHere(found) }}
        stopped="Stopped."
        onRun={run}
      >
        {(outcome, heading, isOutdated) => (
          <>
            <StressResult model={model} outcome={outcome} heading={heading} />
            {areHere && isOutdated && (
              <div className="button-note">
                <Button variant="default" onClick={run}>
                  Test again
                </Button>
                <Text size="sm" c="dimmed" role="status">
                  The photos that the model was checked on, or their labels, have changed since this test.
                </Text>
              </div>
            )}
          </>
        )}
      </AnalysisPanel>
    </div>
  );
}
