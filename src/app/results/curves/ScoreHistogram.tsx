import { memo, useMemo, useRef, useState } from "react";
import { type Label, otherLabel } from "../../../common/label";
import { BARS, scoreHistogram } from "../../../metrics/reliability";
import { tellsPhotos } from "../../../models/evaluated";
import type { BinaryView } from "../../../models/evaluation";
import { photos } from "../../../models/figure-sentences";
import type { Evaluation } from "../../../models/model";
import { percent, twoDigits } from "../../widgets/format";
import { LabelMark } from "../../widgets/LabelMark";
import { barSet, useShowPhotos } from "../photos/photo-sets";
import { useFigures } from "../threshold/useFigures";
import classes from "./Curves.module.css";

/** One bar: the photos of one label whose probability lies in one twentieth. */
interface Bar {
  readonly label: Label;
  readonly place: number;
  readonly count: number;
}

/** How the probabilities of either label's photos are spread; a bar shows its photos. */
export const ScoreHistogram = memo(function ScoreHistogram({
  evaluation,
  view,
  positive,
}: {
  evaluation: Evaluation;
  view: BinaryView;
  positive: Label;
}) {
  const show = useShowPhotos();
  const canShow = show !== undefined && tellsPhotos(evaluation);
  const bars = useMemo(() => barsOf(view, positive), [view, positive]);
  const tallest = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>How sure it is</strong>
        <span className={classes.note}>
          The {positive} photos belong to the right, the {otherLabel(positive)} ones to the left; those on the
          wrong side of the threshold are its mistakes.
          {canShow && " Press a bar to see its photos; the arrow keys go from bar to bar."}
        </span>
      </figcaption>
      <Bars
        bars={bars}
        tallest={tallest}
        positive={positive}
        onOpen={
          canShow ? ({ label, place }) => show(barSet(evaluation, label, positive, place, BARS)) : undefined
        }
      />
      <div className={`${classes.axis} ${classes.ends}`}>
        <span>0 %</span>
        <span>probability of {positive} that it gave</span>
        <span>100 %</span>
      </div>
    </figure>
  );
});

function Bars({
  bars,
  tallest,
  positive,
  onOpen,
}: {
  bars: readonly Bar[];
  tallest: number;
  positive: Label;
  onOpen: ((bar: Bar) => void) | undefined;
}) {
  const filled = bars.filter(({ count }) => count > 0);
  const [active, setActive] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const next = Math.min(filled.length - 1, Math.max(0, active + by));
    setActive(next);
    frame.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      ref={frame}
      className={classes.histogram}
      role="toolbar"
      aria-label="Histogram"
      data-testid="histogram"
      onKeyDown={({ key }) => {
        if (key === "ArrowRight") move(1);
        if (key === "ArrowLeft") move(-1);
      }}
    >
      {[positive, otherLabel(positive)].map((label) => (
        <div key={label} className={classes.side} data-label={label}>
          <span className={classes.sideName}>
            <LabelMark label={label} />
          </span>
          <div className={classes.bars}>
            {bars
              .filter((bar) => bar.label === label)
              .map((bar) => (
                <BarButton
                  key={bar.place}
                  bar={bar}
                  height={bar.count / tallest}
                  positive={positive}
                  isTabStop={filled[active] === bar}
                  onFocus={() => setActive(filled.indexOf(bar))}
                  onOpen={onOpen && (() => onOpen(bar))}
                />
              ))}
          </div>
        </div>
      ))}
      <ThresholdLine />
    </div>
  );
}

function BarButton({
  bar: { label, place, count },
  height,
  positive,
  isTabStop,
  onFocus,
  onOpen,
}: {
  bar: Bar;
  height: number;
  positive: Label;
  isTabStop: boolean;
  onFocus: () => void;
  onOpen: (() => void) | undefined;
}) {
  if (count === 0) return <span className={classes.empty} />;
  const range = `${percent(place / BARS)} to ${percent((place + 1) / BARS)} ${positive}`;
  return (
    <button
      type="button"
      className={classes.bar}
      data-label={label}
      style={{ height: `${100 * height}%` }}
      title={`${photos(count, label)}, ${range}`}
      aria-label={`${photos(count, label)}, ${range}${onOpen ? ": show" : ""}`}
      tabIndex={isTabStop ? 0 : -1}
      disabled={onOpen === undefined}
      onFocus={onFocus}
      onClick={onOpen}
    />
  );
}

function ThresholdLine() {
  const { threshold } = useFigures();
  return (
    <div className={classes.threshold} style={{ left: `${100 * threshold}%` }}>
      <span className="tabular">{twoDigits(threshold)}</span>
    </div>
  );
}

function barsOf({ labels, scores }: BinaryView, positive: Label): readonly Bar[] {
  const { positives, negatives } = scoreHistogram(labels, scores);
  const of = (counts: readonly number[], label: Label) =>
    counts.map((count, place): Bar => ({ label, place, count }));
  return [...of(positives, positive), ...of(negatives, otherLabel(positive))];
}
