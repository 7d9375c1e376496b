import { Anchor, Button, Text, Title } from "@mantine/core";
import { useCallback, useRef } from "react";
import { LABELS, type Label } from "../../common/label";
import { photos as photosText } from "../../common/words";
import type { TrainedModel } from "../../models/model";
import { offerUndo } from "../notices/offer-undo";
import { download } from "../session/download";
import { useWhy } from "../why/useWhy";
import { WhyNote } from "../why/WhyNote";
import { answerText } from "../widgets/answer-text";
import { count } from "../widgets/format";
import { JobProgress } from "../widgets/JobProgress";
import { LabelMark } from "../widgets/LabelMark";
import { ConfidenceLegend } from "./answer/ConfidenceBar";
import { goOnLooking, looking, stopLooking } from "./answer/looking";
import { clearPhotos, isOpen, removePhoto, type TriedPhoto, useTriedPhotos } from "./answer/tried-photos";
import { answersCsv } from "./answers-csv";
import { PhotoCard } from "./PhotoCard";
import classes from "./PhotoList.module.css";
import { useGridRows } from "./useGridRows";

/** Fewer photos are done before anyone could read a progress bar. */
const MANY = 12;

/** All photos that were classified, newest first, with a count per answer. */
export function PhotoList({ model }: { model: TrainedModel }) {
  const photos = useTriedPhotos((state) => state.photos);
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const showsWhy = useWhy(({ mode }) => mode !== "off");
  const { first, end, narrow, measure, style } = useGridRows(
    list,
    photos.length,
    (index) => photos[index]?.id ?? -index,
    showsWhy,
  );
  const onRemove = useCallback((id: number, button: HTMLElement) => {
    // The focus moves to the next card, so that keyboard users can continue there.
    const item = button.closest("li");
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    (neighbour?.querySelector("button") ?? heading.current)?.focus({ preventScroll: true });
    removePhoto(id);
  }, []);

  return (
    <section
      className={classes.section}
      aria-labelledby="tried-photos"
      data-testid="photo-answers"
      data-photos={photos.length}
      data-open={photos.filter(isOpen).length}
    >
      <LookProgress photos={photos} />
      <div className={classes.head}>
        <Title order={2} size="h4" id="tried-photos" ref={heading} tabIndex={-1} className={classes.heading}>
          {photosText(photos.length)}
        </Title>
        <Summary photos={photos} model={model} />
        <ConfidenceLegend />
        <div className={classes.actions}>
          <Button variant="subtle" size="compact-sm" data-testid="download-answers" onClick={downloadAnswers}>
            Download predictions (CSV)
          </Button>
          <Button variant="subtle" size="compact-sm" data-testid="clear-photos" onClick={clearAll}>
            Clear all
          </Button>
        </div>
      </div>
      <WhyNote />
      <ul ref={list} className={classes.list} style={style} data-narrow={narrow || undefined}>
        {photos.slice(first, end).map((photo, index) => (
          <li
            key={photo.id}
            ref={measure}
            data-index={first + index}
            aria-setsize={photos.length}
            aria-posinset={first + index + 1}
          >
            <PhotoCard photo={photo} model={model} onRemove={onRemove} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function downloadAnswers(): void {
  const { photos } = useTriedPhotos.getState();
  download(new Blob([answersCsv(photos)], { type: "text/csv" }), "predictions.csv");
}

function clearAll(): void {
  const { length } = useTriedPhotos.getState().photos;
  offerUndo(`${photosText(length)} cleared`, clearPhotos());
}

function LookProgress({ photos }: { photos: readonly TriedPhoto[] }) {
  const run = looking.use();
  const waiting = photos.filter(isOpen).length;
  if (run.status !== "running" || waiting === 0) return null;
  const done = run.live ?? 0;
  // Photos may be added and removed while it runs.
  const total = done + waiting;
  if (total < MANY) return null;
  return <JobProgress run={{ ...run, progress: { ...run.progress, done, total } }} onStop={stopLooking} />;
}

/** How many photos got which answer; announced to screen readers once all are classified. */
function Summary({ photos, model }: { photos: readonly TriedPhoto[]; model: TrainedModel }) {
  const stopped = photos.filter(({ look }) => look.status === "stopped").length;
  const failed = photos.filter(({ look }) => look.status === "failed").length;
  const unsure = photos.filter(({ look }) => look.status === "done" && !look.prediction.isSure).length;
  return (
    <div className={`${classes.summary} tabular`}>
      {LABELS.map((label) => (
        <LookingLike key={label} label={label} photos={photos} />
      ))}
      {unsure > 0 && (
        <Text span size="sm" c="dimmed">
          {count(unsure)} not sure
        </Text>
      )}
      {failed > 0 && (
        <Text span size="sm" c="dimmed">
          {count(failed)} could not be opened
        </Text>
      )}
      {stopped > 0 && (
        <Anchor component="button" type="button" size="sm" onClick={() => goOnLooking(model)}>
          Classify the other {count(stopped)}
        </Anchor>
      )}
      <p className="visually-hidden" role="status">
        {!photos.some(isOpen) && announcement(photos)}
      </p>
    </div>
  );
}

function announcement(photos: readonly TriedPhoto[]): string {
  const newest = photos[0];
  if (newest?.look.status === "done") return `${newest.name}: ${answerText(newest.look.prediction)}`;
  return newest?.look.status === "failed" ? `${newest.name}: ${newest.look.error.message}` : "";
}

function LookingLike({ label, photos }: { label: Label; photos: readonly TriedPhoto[] }) {
  const number = photos.filter(
    ({ look }) => look.status === "done" && look.prediction.isSure && look.prediction.label === label,
  ).length;
  return (
    <LabelMark label={label}>
      <Text span size="sm" c="dimmed">
        {count(number)} {number === 1 ? "looks" : "look"} {label}
      </Text>
    </LabelMark>
  );
}
