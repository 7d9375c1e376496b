import { Button, Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useId, useMemo, useRef } from "react";
import { photos } from "../../../common/words";
import type { Comparison } from "../../../engine/jobs/duplicates-job";
import type { TrainedModel } from "../../../models/model";
import { cancelComparing, comparePhotos, useComparing, useComparison } from "../../session/duplicates";
import { go, useSession } from "../../session/store";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import { JobProgress } from "../../widgets/JobProgress";
import classes from "./Duplicates.module.css";
import { PairList } from "./PairList";

/** Photos under Data that are there twice: the search, how far it is, and what it found. */
export function Duplicates({ model }: { model: TrainedModel }) {
  const job = useComparing((state) => state.job);
  const comparison = useComparison((state) => state.comparison);
  const samples = useSession(({ data }) => data.present.samples);
  const later = useMemo(() => laterThan(comparison, samples), [comparison, samples]);
  const progress = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const isRunning = job.status === "running";
  const isCompared = comparison !== undefined && later < samples.length;

  useDidUpdate(() => {
    // What had the focus is gone.
    if (document.activeElement === document.body) (isRunning ? progress : outcome).current?.focus();
  }, [isRunning]);

  return (
    <div className={classes.duplicates}>
      <Text maw="46rem">
        A photo that is there twice counts double. Learned from and checked with, it makes the figures too
        kind; under both labels, it teaches the wrong thing. Here the photos under Data are compared with each
        other, by their bytes and by what they look like.
      </Text>
      {isRunning ? (
        <div ref={progress} tabIndex={-1} className={classes.job}>
          <JobProgress progress={job.progress} since={job.since} onCancel={cancelComparing} />
        </div>
      ) : (
        <div ref={outcome} tabIndex={-1} className={classes.outcome}>
          {job.status === "failed" && <ErrorNotice error={job.error} />}
          <Offer model={model} count={samples.length} later={isCompared ? later : undefined} />
          {job.status === "stopped" && (
            <Text role="status">Stopped. Photos that were already looked at are not looked at again.</Text>
          )}
          {isCompared && <PairList comparison={comparison} />}
        </div>
      )}
    </div>
  );
}

/** How many photos came after they were compared; all, where they never were. */
function laterThan(
  comparison: Comparison | undefined,
  samples: readonly { readonly hash: string }[],
): number {
  if (comparison === undefined) return samples.length;
  return samples.filter(({ hash }) => !comparison.contents.has(hash)).length;
}

/** @param later photos that came after the last comparison; undefined where there was none */
function Offer({ model, count, later }: { model: TrainedModel; count: number; later: number | undefined }) {
  const description = useId();
  if (later === 0) return null;
  const isEmpty = count < 2;
  return (
    <div className={classes.offer}>
      <Button
        variant="default"
        data-testid="start-analysis"
        aria-describedby={description}
        onClick={() => (isEmpty ? go("data") : void comparePhotos(model.id))}
      >
        {isEmpty ? "Add photos" : `Compare ${later === undefined ? photos(count) : "again"}`}
      </Button>
      <Text id={description} size="sm" c="dimmed">
        {isEmpty
          ? "There are no photos under Data to compare."
          : later === undefined
            ? "Nothing is changed by it."
            : `${photos(later)} came after the comparison.`}
      </Text>
    </div>
  );
}
