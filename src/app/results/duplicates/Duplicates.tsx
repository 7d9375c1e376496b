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

/** The search for duplicates among the photos under Data: the button, the progress, the result. */
export function Duplicates() {
  const comparison = useComparison((state) => state.comparison);
  const samples = useSession(({ data }) => data.present.samples);
  const later = useMemo(() => laterThan(comparison, samples), [comparison, samples]);
  const isCompared = comparison !== undefined && later < samples.length;
  return (
    <div className="stack">
      <Text maw="46rem">
        A photo that is in the data twice counts double. If the model is both trained and checked on it, the
        metrics look better than they are. If the copies have different labels, one of them teaches the wrong
        thing. This compares the photos under Data with each other, by their bytes and by how they look.
      </Text>
      <JobPanel job={comparing} className="stack">
        {({ status }, focus) => (
          <div ref={focus} tabIndex={-1} className={`${classes.outcome} stack`}>
            {later > 0 && <CompareOffer count={samples.length} later={isCompared ? later : undefined} />}
            {status === "stopped" && <Text role="status">{STOPPED}</Text>}
            {isCompared && <PairList comparison={comparison} />}
          </div>
        )}
      </JobPanel>
    </div>
  );
}

/** How many photos were added after the last comparison; all if there was none. */
function laterThan(
  comparison: Comparison | undefined,
  samples: readonly { readonly hash: string }[],
): number {
  if (comparison === undefined) return samples.length;
  return samples.filter(({ hash }) => !comparison.contents.has(hash)).length;
}

/** @param later photos added after the last comparison; undefined if there was none */
function CompareOffer({ count, later }: { count: number; later: number | undefined }) {
  if (count < 2)
    return (
      <Offer action="Add photos" note="There are no photos under Data to compare." onRun={() => go("data")} />
    );
  return (
    <Offer
      action={`Compare ${later === undefined ? photos(count) : "again"}`}
      note={
        later === undefined
          ? "This changes nothing in your data."
          : `${photos(later)} added since the last comparison.`
      }
      onRun={() => void comparePhotos()}
    />
  );
}
