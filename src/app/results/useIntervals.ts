import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { isAbort } from "../../common/error";
import { type BootstrapIntervals, DRAWS } from "../../metrics/bootstrap";
import type { BinaryView } from "../../models/evaluation";
import { BOOTSTRAP_SEED } from "../session/report";
import { engine } from "../session/store";

/** Intervals are computed again once the threshold has not moved for this long. */
const SETTLED_MS = 400;

/**
 * 95 % confidence intervals of the metrics at a threshold, computed in a worker; undefined until they are known, or if
 * they cannot be computed. @param threshold on the probability of the positive label
 */
export function useIntervals(view: BinaryView, threshold: number): BootstrapIntervals | undefined {
  const [settled] = useDebouncedValue(threshold, SETTLED_MS);
  const [known, setKnown] = useState<{ view: BinaryView; intervals: BootstrapIntervals | undefined }>();
  useEffect(() => {
    const controller = new AbortController();
    const options = { threshold: settled, draws: DRAWS, seed: BOOTSTRAP_SEED };
    engine.worker.bootstrap(view, options, controller).then(
      (intervals) => setKnown({ view, intervals }),
      (error) => {
        // The metrics are shown without them.
        if (!isAbort(error)) setKnown(undefined);
      },
    );
    return () => controller.abort();
  }, [view, settled]);
  return known?.view === view ? known.intervals : undefined;
}
