import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { isAbort } from "../../common/error";
import { type BootstrapIntervals, DRAWS } from "../../metrics/bootstrap";
import type { BinaryView } from "../../models/evaluation";
import { BOOTSTRAP_SEED } from "../session/report";
import { engine } from "../session/store";

/** Intervals are drawn anew when the threshold has stood still for so long. */
const SETTLED_MS = 400;

/**
 * 95 % intervals of the figures at a threshold, drawn in a worker; undefined until they are known, and where they
 * cannot be. @param threshold on the probability of the positive label
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
        // Without them the figures are still there.
        if (!isAbort(error)) setKnown(undefined);
      },
    );
    return () => controller.abort();
  }, [view, settled]);
  return known?.view === view ? known.intervals : undefined;
}
