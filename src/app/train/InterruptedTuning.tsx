import { Button } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { are, count, photos } from "../../common/words";
import { countMissing } from "../../engine/jobs/tuning-job";
import type { TrainedModel } from "../../models/model";
import type { InterruptedTuning as Interrupted } from "../../tuning/plan";
import { showFineTuning } from "../session/address";
import { tuning, useIsTraining } from "../session/learning";
import { go, type Place, useSession } from "../session/store";
import { discardInterrupted, interruptedBase, loadInterrupted, resume } from "../session/tuning";
import { NoticeCard } from "../widgets/NoticeCard";
import classes from "./InterruptedTuning.module.css";

/** Where to offer resuming; the other places are about finished models. */
const SHOWN_AT: readonly Place[] = ["data", "train", "results"];

/** Offers to resume a fine-tuning run that was stopped, or interrupted by closing the page. */
export default function InterruptedTuning() {
  const isShown = useSession(({ place }) => SHOWN_AT.includes(place));
  const isBusy = useIsTraining();
  const areModelsLoaded = useSession(({ models }) => models.status !== "loading");
  const interrupted = useSession((session) => session.interrupted);
  const base = useSession(interruptedBase);
  useEffect(() => {
    if (areModelsLoaded) void loadInterrupted();
  }, [areModelsLoaded]);
  if (!isShown || isBusy || interrupted === undefined || base === undefined) return null;
  return <Offer interrupted={interrupted} base={base} />;
}

function Offer({ interrupted, base }: { interrupted: Interrupted; base: TrainedModel }) {
  const samples = useSession(({ data }) => data.present.samples);
  const wasStopped = tuning.use(({ status }) => status === "stopped");
  const missing = useMemo(() => countMissing(interrupted, samples), [interrupted, samples]);
  const isAtData = useSession(({ place }) => place === "data");
  const { epoch, plan } = interrupted;
  const resumeHere = () => {
    showFineTuning(base);
    void resume();
  };
  return (
    <NoticeCard
      name="Unfinished fine-tuning"
      isStatus
      testId="unfinished-tuning"
      className={classes.place}
      words={
        <>
          <p>
            Fine-tuning of “{base.name}” was {wasStopped ? "stopped" : "interrupted"} after {count(epoch)} of{" "}
            {count(plan.settings.epochs)} rounds.
          </p>
          <p>{missing === 0 ? READY : missingSentence(missing, plan.photos.length)}</p>
        </>
      }
    >
      {missing === 0 && (
        <Button data-testid="resume-tuning" onClick={resumeHere}>
          Resume
        </Button>
      )}
      {missing > 0 && !isAtData && (
        <Button variant="default" data-testid="unfinished-tuning-add-photos" onClick={() => go("data")}>
          Add photos
        </Button>
      )}
      <Button variant="default" data-testid="discard-tuning" onClick={discard}>
        Discard
      </Button>
    </NoticeCard>
  );
}

const READY = "Its progress is saved, so you can resume it. The model itself has not changed.";

function discard(): void {
  void discardInterrupted();
  // The button disappears with the offer.
  document.getElementById("place")?.focus();
}

function missingSentence(missing: number, all: number): string {
  const which =
    missing === all
      ? `Its ${photos(all)} ${are(all)}`
      : `${count(missing)} of its ${photos(all)} ${are(missing)}`;
  return `${which} not loaded. Add the same folder again to resume.`;
}
