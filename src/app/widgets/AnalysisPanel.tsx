import { Button, Text } from "@mantine/core";
import { type HTMLAttributes, type ReactNode, type RefCallback, useId } from "react";
import { photos as photosInWords } from "../../common/words";
import type { TrainedModel } from "../../models/model";
import { type Analysed, type Analysis, isStale, type TakenPhoto } from "../session/analysis";
import { go } from "../session/store";
import { JobPanel } from "./JobPanel";

/** The message after stopping work that caches the features of the photos it has done. */
export const STOPPED = "Stopped. Photos already processed will not be processed again.";

/** The button that starts an analysis, and the note next to it. */
interface OfferWords {
  readonly action: string;
  readonly note?: string;
}

/** An analysis of a model: the start button, the progress, the error or the result. */
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
  /** Those that it would use now. */
  photos: readonly TakenPhoto[];
  offer: OfferWords;
  /** Replaces `offer` if there are no photos; the button then leads to Data. */
  empty: OfferWords;
  /** The message after it was cancelled. */
  stopped?: string;
  onRun: () => void;
  /** Renders the result; if it returns undefined, the start button shows again. The heading gets the focus. */
  children: (result: Result, heading: RefCallback<HTMLElement>, isOutdated: boolean) => ReactNode;
}) {
  return (
    <JobPanel job={job} isShown={(modelId) => modelId === model.id} className="stack" stopped={stopped}>
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
            note={isBusy ? "This is running for another model right now." : note}
            maw="34rem"
            isBusy={isBusy}
            onRun={hasPhotos ? onRun : () => go("data")}
          />
        );
      }}
    </JobPanel>
  );
}

/**
 * The photos of an `AnalysisPanel` about training and validation photos, and what it offers.
 * @param action the button that starts it
 * @param add the button if there are no photos
 */
export function learningOffers(photos: readonly TakenPhoto[], action: string, add: string) {
  const note = `${photosInWords(photos.length)}: all under Data except the test photos. This takes a few seconds.`;
  return {
    photos,
    offer: { action, note },
    empty: { action: add, note: "There are no photos under Data to train on." },
  };
}

/** The button that starts a job, with a note. */
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
  /** Whether it is running for another model. */
  isBusy?: boolean;
  variant?: "default" | "filled";
  testId?: HTMLAttributes<HTMLElement>["data-testid"];
  /** How many photos it would use. */
  photos?: number;
  onRun: () => void;
}) {
  const description = useId();
  return (
    <div className="button-note">
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
