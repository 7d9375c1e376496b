import { IconCheck } from "@tabler/icons-react";
import { memo } from "react";
import { nameOf } from "../../dataset/paths";
import type { Sample, Split } from "../../dataset/sample";
import { SamplePhoto } from "../widgets/SamplePhoto";
import { partWords } from "./parts";
import classes from "./Thumbnail.module.css";

/** One photo of a column; the grid handles clicks and keys. */
export const Thumbnail = memo(function Thumbnail({
  sample,
  part,
  index,
  of,
  selected,
  isTabStop,
}: {
  sample: Sample;
  /** Undefined if the photo is under both labels. */
  part: Split | undefined;
  index: number;
  of: number;
  selected: boolean;
  isTabStop: boolean;
}) {
  return (
    <div
      role="option"
      className={classes.thumbnail}
      data-index={index}
      aria-selected={selected}
      aria-setsize={of}
      aria-posinset={index + 1}
      aria-label={`${nameOf(sample.path)}, ${partWords(part)}`}
      tabIndex={isTabStop ? 0 : -1}
      title={sample.path}
    >
      <SamplePhoto sample={sample} alt="" className={classes.photo} />
      {part !== "train" && (
        <span className={classes.part} data-disputed={part === undefined || undefined} aria-hidden="true">
          {part ?? "both labels"}
        </span>
      )}
      {selected && (
        <span className={classes.check}>
          <IconCheck size={14} stroke={3} aria-hidden="true" />
        </span>
      )}
    </div>
  );
});
