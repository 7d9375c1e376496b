import { type CSSProperties, memo, useMemo, useRef, useState } from "react";
import { type Label, otherLabel } from "../../../common/label";
import { BARS, type ScoreHistogram as Counts, scoreHistogram } from "../../../metrics/reliability";
import { tellsPhotos } from "../../../models/evaluated";
import type { BinaryView } from "../../../models/evaluation";
import { photos } from "../../../models/figure-sentences";
import type { Evaluation } from "../../../models/model";
import { histogramPanel, histogramThreshold } from "../../../plots/calibration-plots";
import type { Axis, Panel } from "../../../plots/plot";
import { percent } from "../../widgets/format";
import { PlotBackground } from "../../widgets/PlotChart";
import { PlotLayer } from "../../widgets/PlotLayer";
import { barSet, useShowPhotos } from "../photos/photo-sets";
import { useFigures } from "../threshold/useFigures";
import classes from "./Curves.module.css";

/** One bar: the photos of one label whose probability lies in the same twentieth. */
interface Bar {
  readonly label: Label;
  readonly place: number;
  readonly count: number;
}

/** The distribution of the probabilities for each label; pressing a bar shows its photos. */
export const ScoreHistogram = memo(function ScoreHistogram({
  evaluation,
  view,
  positive,
  unsure,
}: {
  evaluation: Evaluation;
  view: BinaryView;
  positive: Label;
  /** Half the width of the “not sure” band around the threshold. */
  unsure: number;
}) {
  const show = useShowPhotos();
  const canShow = show !== undefined && tellsPhotos(evaluation);
  const histogram = useMemo(() => scoreHistogram(view.labels, view.scores), [view]);
  const panel = useMemo(() => histogramPanel(histogram, positive), [histogram, positive]);
  const bars = useMemo(() => barsOf(histogram, positive), [histogram, positive]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>How sure it is</strong>
        <span className={classes.note}>
          The {positive} photos belong on the right, the {otherLabel(positive)} ones on the left. Photos on
          the wrong side of the threshold are mistakes.
          {canShow && " Click a bar to see its photos. Use the arrow keys to move between bars."}
        </span>
      </figcaption>
      <PlotBackground panel={panel} layers={<Threshold panel={panel} unsure={unsure} />}>
        <Bars
          bars={bars}
          axis={panel.y}
          positive={positive}
          onOpen={
            canShow ? ({ label, place }) => show(barSet(evaluation, label, positive, place, BARS)) : undefined
          }
        />
      </PlotBackground>
    </figure>
  );
});

/** A button on each bar. */
function Bars({
  bars,
  axis,
  positive,
  onOpen,
}: {
  bars: readonly Bar[];
  axis: Axis;
  positive: Label;
  onOpen: ((bar: Bar) => void) | undefined;
}) {
  const [active, setActive] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const next = Math.min(bars.length - 1, Math.max(0, active + by));
    setActive(next);
    frame.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      ref={frame}
      className={classes.bars}
      role="toolbar"
      aria-label="Histogram"
      data-testid="histogram"
      onKeyDown={({ key }) => {
        if (key === "ArrowRight") move(1);
        if (key === "ArrowLeft") move(-1);
      }}
    >
      {bars.map((bar, index) => {
        const name = nameOf(bar, positive);
        return (
          <button
            key={`${bar.label} ${bar.place}`}
            type="button"
            className={classes.bar}
            data-label={bar.label}
            style={areaOf(bar, axis, positive)}
            title={name}
            aria-label={`${name}${onOpen ? ": show" : ""}`}
            tabIndex={index === active ? 0 : -1}
            disabled={onOpen === undefined}
            onFocus={() => setActive(index)}
            onClick={() => onOpen?.(bar)}
          />
        );
      })}
    </div>
  );
}

function nameOf({ label, place, count }: Bar, positive: Label): string {
  return `${photos(count, label)}, ${percent(place / BARS)} to ${percent((place + 1) / BARS)} ${positive}`;
}

/** From the zero line up or down to the end of the bar. */
function areaOf({ label, place, count }: Bar, { domain: [from, to] }: Axis, positive: Label): CSSProperties {
  const share = (value: number) => `${(100 * value) / (to - from)}%`;
  return {
    left: `${(100 * place) / BARS}%`,
    width: `${100 / BARS}%`,
    height: share(count),
    ...(label === positive ? { bottom: share(-from) } : { top: share(to) }),
  };
}

/** The current threshold. */
function Threshold({ panel, unsure }: { panel: Panel; unsure: number }) {
  return <PlotLayer layer={histogramThreshold(panel, useFigures().threshold, unsure)} />;
}

/** The bars that are not empty. */
function barsOf({ positives, negatives }: Counts, positive: Label): readonly Bar[] {
  const of = (counts: readonly number[], label: Label) =>
    counts.map((count, place): Bar => ({ label, place, count })).filter(({ count }) => count > 0);
  return [...of(positives, positive), ...of(negatives, otherLabel(positive))];
}
