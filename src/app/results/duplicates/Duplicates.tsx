import { Text } from "@mantine/core";
import { useMemo } from "react";
import { photos } from "../../../common/words";
import type { Comparison } from "../../../engine/jobs/duplicates-job";
import { comparePhotos, comparing, useComparison } from "../../session/duplicates";
import { go, useSession } from "../../session/store";
import { Offer, STOPPED } from "../../widgets/AnalysisPanel";
import { JobPanel } from "../../widgets/JobPanel";
import classes from "./Duplicates.module.css";
import { PairList } from "./PairList";

/** Photos under Data that are there twice: the search, how far it is, and what it found. */
export function Duplicates() {
  const comparison = useComparison((state) => state.comparison);
  const samples = useSession(({ data }) => data.present.samples);
  const later = useMemo(() => laterThan(comparison, samples), [comparison, samples]);
  const isCompared = comparison !== undefined && later < samples.length;
  return (
    <div className={classes.duplicates}>
      <Text maw="46rem">
        A photo that is there twice counts double. Learned from and checked with, it makes the figures too
        kind; under both labels, it teaches the wrong thing. Here the photos under Data are compared with each
        other, by their bytes and by what they look like.
      </Text>
      <JobPanel job={comparing} className={classes.panel}>
        {({ status }, focus) => (
          <div ref={focus} tabIndex={-1} className={classes.outcome}>
            {later > 0 && <CompareOffer count={samples.length} later={isCompared ? later : undefined} />}
            {status === "stopped" && <Text role="status">{STOPPED}</Text>}
            {isCompared && <PairList comparison={comparison} />}
          </div>
        )}
      </JobPanel>
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
function CompareOffer({ count, later }: { count: number; later: number | undefined }) {
  if (count < 2)
    return (
      <Offer action="Add photos" note="There are no photos under Data to compare." onRun={() => go("data")} />
    );
  return (
    <Offer
      action={`Compare ${later === undefined ? photos(count) : "again"}`}
      note={later === undefined ? "Nothing is changed by it." : `${photos(later)} came after the comparison.`}
      onRun={() => void comparePhotos()}
    />
  );
}
