import { useState } from "react";
import type { TrainedModel } from "../../models/model";
import { PhotoImage } from "../widgets/PhotoImage";
import type { Size } from "./draw-evidence";
import { HeatMap } from "./HeatMap";
import type { PhotoEvidence } from "./photo-evidence";
import type { WhyMode } from "./useWhy";
import classes from "./WhyPhoto.module.css";
import { focusSentence } from "./why-sentences";

/** A whole photo with the evidence map over it or next to it; it fills its container. */
export function WhyPhoto({
  file,
  alt,
  mode,
  why,
  preprocessing,
}: {
  file: Blob;
  alt: string;
  mode: WhyMode;
  why: PhotoEvidence;
  preprocessing: TrainedModel["preprocessing"];
}) {
  const [loaded, setLoaded] = useState<{ file: Blob; size: Size }>();
  const shape = loaded?.file === file ? loaded.size : undefined;
  const map = why.status === "ready" && shape !== undefined && (
    <HeatMap
      map={why.evidence.map}
      size={shape}
      area={preprocessing === "keras" ? "whole" : "centre-square"}
      words={focusSentence(why.evidence)}
    />
  );
  const plain = (
    <PhotoImage
      file={file}
      alt={alt}
      onLoad={({ naturalWidth, naturalHeight }) =>
        setLoaded({ file, size: { width: naturalWidth, height: naturalHeight } })
      }
    />
  );
  return (
    <div className={classes.frame}>
      <div className={classes.panes}>
        <div className={classes.pane} data-under={mode === "over" && map !== false ? true : undefined}>
          {plain}
          {mode === "over" && map}
        </div>
        {mode === "beside" && (
          <div className={classes.pane} data-under>
            <PhotoImage file={file} alt="" />
            {map}
          </div>
        )}
      </div>
    </div>
  );
}
