import { useElementSize } from "@mantine/hooks";
import { memo, useDeferredValue } from "react";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import classes from "./PhotoColumn.module.css";
import { PhotoGrid, type PhotoGridProps } from "./PhotoGrid";
import { GAP } from "./usePhotoRows";

/** Width of a thumbnail that is aimed at, in px, and how many there are in a row at least. */
const THUMBNAIL = 92;
const FEWEST_PER_ROW = 2;

/** All photos of one label, under its name and their number. */
export const PhotoColumn = memo(function PhotoColumn(props: Omit<PhotoGridProps, "perRow" | "rowHeight">) {
  const { label, photos } = props;
  const { ref, width: measured } = useElementSize();
  // A grid with its thumbnails is drawn in slices: all at once it would hold up the page for two frames.
  const width = useDeferredValue(measured);
  const perRow = Math.max(FEWEST_PER_ROW, Math.floor((width + GAP) / (THUMBNAIL + GAP)));
  return (
    <section className={classes.column}>
      <h2 className={`${classes.title} tabular`}>
        <LabelMark label={label} />
        <span className={classes.count}>{count(photos.length)}</span>
      </h2>
      <div ref={ref}>
        {photos.length === 0 && <p className={classes.none}>No {label} photo here.</p>}
        {photos.length > 0 && width > 0 && (
          <PhotoGrid {...props} perRow={perRow} rowHeight={(width + GAP) / perRow} />
        )}
      </div>
    </section>
  );
});
