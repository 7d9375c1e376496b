import { Button, Text } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, type RefCallback, useId } from "react";
import { photos as photosInWords } from "../../common/words";
import type { TrainedModel } from "../../models/model";
import { type Analysed, type Analysis, isStale, type TakenPhoto } from "../session/analysis";
import { go } from "../session/store";
import classes from "./AnalysisPanel.module.css";
import { JobPanel } from "./JobPanel";

/** What is said where work was stopped that remembers the photos it has seen. */
export const STOPPED = "Stopped. Photos that were already looked at are not looked at again.";

/** How an analysis is offered: what the button says, and what there is to know before one presses it. */
interface OfferWords {
  readonly action: string;
  readonly note?: string;
}

/** An analysis of a model: the offer, how far it is, how it ended, and what came of it. */
export function AnalysisPanel<Result extends Analysed>({
  analysis: { job },
  model,
  photos,
  offer,
  empty,
  stopped = STOPPED,
  onRun,
  children,
}: {
  analysis: Pick<Analysis<never, Result>, "job">;
  model: TrainedModel;
  /** Those that it would take now. */
  photos: readonly TakenPhoto[];
  offer: OfferWords;
  /** What is offered where there are no photos: the button leads to Data. */
  empty: OfferWords;
  /** What is said once it was cancelled. */
  stopped?: string;
  onRun: () => void;
  /** What came of it; undefined: the offer is made again. The focus goes to the heading when it is there. */
  children: (result: Result, heading: RefCallback<HTMLElement>, isOutdated: boolean) => ReactNode;
}) {
  return (
    <JobPanel
      job={job}
      isShown={(modelId) => modelId === model.id}
      className={classes.panel}
      stopped={stopped}
    >
      {(state, focus, isBusy) => {
        const outcome =
          state.status === "done" ? children(state.result, focus, isStale(state.result, photos)) : undefined;
        if (outcome !== undefined) return outcome;
        const hasPhotos = photos.length > 0;
        const { action, note } = hasPhotos ? offer : empty;
        return (
          <Offer
            ref={focus}
            action={action}
            note={isBusy ? "This is being done for another model just now." : note}
            maw="34rem"
            isBusy={isBusy}
            onRun={hasPhotos ? onRun : () => go("data")}
          />
        );
      }}
    </JobPanel>
  );
}

/** Said where there are no photos for an analysis of those that models may learn from. */
export const NOTHING_TO_LEARN_FROM = "There are no photos under Data that a model could learn from.";

/** Which photos an analysis of those that models may learn from takes. */
export function learningNote(photos: number): string {
  return `${photosInWords(photos)}: all under Data but those to test with. It takes some seconds.`;
}

/** The button that starts a job, and what there is to know before one presses it. */
export function Offer({
  ref,
  action,
  note,
  maw,
  isBusy = false,
  variant = "default",
  testId = "start-analysis",
  photos,
  onRun,
}: {
  ref?: RefCallback<HTMLElement>;
  action: string;
  note: string | undefined;
  maw?: string;
  /** Whether it is done for another model. */
  isBusy?: boolean;
  variant?: "default" | "filled";
  testId?: HTMLAttributes<HTMLElement>["data-testid"];
  /** How many photos it would take. */
  photos?: number;
  onRun: () => void;
}) {
  const description = useId();
  return (
    <div className={classes.action}>
      <Button
        {...(ref && { ref })}
        variant={variant}
        data-testid={testId}
        data-photos={photos}
        aria-describedby={note && description}
        disabled={isBusy}
        onClick={onRun}
      >
        {action}
      </Button>
      {note !== undefined && (
        <Text id={description} size="sm" c="dimmed" {...(maw && { maw })}>
          {note}
        </Text>
      )}
    </div>
  );
}
