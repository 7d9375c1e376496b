import { Button, Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useId, useMemo, useRef } from "react";
import { photos } from "../../models/figure-sentences";
import type { TrainedModel } from "../../models/model";
import { cancelCheck, check, useChecking } from "../session/checking";
import { useDerivedData } from "../session/derived";
import { photosToCheck } from "../session/photos-to-check";
import { go } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { JobProgress } from "../widgets/JobProgress";
import classes from "./CheckOnPhotos.module.css";
import { whichPhotos } from "./which-photos";

/** Checks a model on the photos under Data: the offer, how far it is, how it failed. */
export function CheckOnPhotos({ model, isChecked }: { model: TrainedModel; isChecked: boolean }) {
  const checking = useChecking(({ job }) => job);
  const progress = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isMine = checking.status !== "idle" && checking.modelId === model.id;
  const isRunning = checking.status === "running" && isMine;

  useDidUpdate(() => {
    // What had the focus is gone.
    if (document.activeElement === document.body) (isRunning ? progress : button).current?.focus();
  }, [isRunning]);

  if (isRunning) {
    return (
      <div ref={progress} tabIndex={-1} className={classes.job}>
        <JobProgress progress={checking.progress} since={checking.since} onCancel={cancelCheck} />
      </div>
    );
  }
  return (
    <div className={classes.offer}>
      {isMine && checking.status === "failed" && <ErrorNotice error={checking.error} />}
      <Offer model={model} isChecked={isChecked} button={button} isBusy={checking.status === "running"} />
      {isMine && checking.status === "stopped" && (
        <Text role="status">Stopped. Photos that were already looked at are not looked at again.</Text>
      )}
    </div>
  );
}

function Offer({
  model,
  isChecked,
  isBusy,
  button,
}: {
  model: TrainedModel;
  isChecked: boolean;
  /** Whether another model is being checked. */
  isBusy: boolean;
  button: React.RefObject<HTMLButtonElement | null>;
}) {
  const { usable } = useDerivedData();
  const found = useMemo(() => photosToCheck(model, usable), [model, usable]);
  const description = useId();
  const hasPhotos = found.samples.length > 0;
  const without = isChecked ? "Check on other photos" : "Add photos to check it with";
  return (
    <div className={classes.action}>
      <Button
        ref={button}
        variant={isChecked ? "default" : "filled"}
        aria-describedby={description}
        data-testid="check-on-photos"
        data-photos={found.samples.length}
        disabled={isBusy}
        onClick={() => (hasPhotos ? void check(model) : go("data"))}
      >
        {hasPhotos ? `Check on ${photos(found.samples.length)}` : without}
      </Button>
      <Text id={description} size="sm" c="dimmed">
        {isBusy ? "Another model is being checked just now." : whichPhotos(model, found)}
      </Text>
    </div>
  );
}
