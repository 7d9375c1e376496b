import { useElementSize } from "@mantine/hooks";
import { memo, useDeferredValue } from "react";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import classes from "./PhotoColumn.module.css";
import { PhotoGrid, type PhotoGridProps } from "./PhotoGrid";
import { GAP } from "./usePhotoRows";

/** Target width of a thumbnail in px, and the fewest in a row. */
const THUMBNAIL = 92;
const FEWEST_PER_ROW = 2;

/** All photos of one label, with its name and their number as the heading. */
export const PhotoColumn = memo(function PhotoColumn(props: Omit<PhotoGridProps, "perRow" | "rowHeight">) {
  const { label, photos } = props;
  const { ref, width: measured } = useElementSize();
  // Deferred, so that React renders the thumbnails in slices: in one go they would block the page for two frames.
  const width = useDeferredValue(measured);
  const perRow = Math.max(FEWEST_PER_ROW, Math.floor((width + GAP) / (THUMBNAIL + GAP)));
  return (
    <section className={classes.column}>
      <h2 className={`${classes.title} tabular`}>
        <LabelMark label={label} />
        <span className={classes.count}>{count(photos.length)}</span>
      </h2>
      <div ref={ref}>
        {photos.length === 0 && <p className={classes.none}>No {label} photos.</p>}
        {photos.length > 0 && width > 0 && (
          <PhotoGrid {...props} perRow={perRow} rowHeight={(width + GAP) / perRow} />
        )}
      </div>
    </section>
  );
});
