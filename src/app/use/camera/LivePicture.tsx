import { useCallback, useEffect, useMemo, useState } from "react";
import type { Evidence } from "../../../head/evidence";
import type { TrainedModel } from "../../../models/model";
import { HeatMap } from "../../why/HeatMap";
import { mirrored } from "../../why/sums";
import { useWhy } from "../../why/useWhy";
import { focusSentence } from "../../why/why-sentences";
import classes from "./CameraView.module.css";
import { LiveAnswer } from "./LiveAnswer";
import type { LiveCamera } from "./useCamera";
import { useLiveAnswer } from "./useLiveAnswer";

/** If a camera has sent nothing after this time, it probably never will. */
const LATE_MS = 5000;

/** The model classifies the visible square. */
const SQUARE = { width: 1, height: 1 };

/** The live picture with the model’s prediction over it and, if switched on, the evidence map. */
export function LivePicture({
  camera: { stream, mirrored: isMirrored },
  model,
  video,
  onPicture,
}: {
  camera: LiveCamera;
  model: TrainedModel;
  /** Undefined until it has a picture. */
  video: HTMLVideoElement | undefined;
  onPicture: (video: HTMLVideoElement) => void;
}) {
  const mode = useWhy((why) => why.mode);
  const answer = useLiveAnswer(video, model, mode !== "off");
  const map = mode !== "off" && answer.status === "answering" && answer.evidence !== undefined && (
    <LiveMap evidence={answer.evidence} isMirrored={isMirrored} />
  );
  const attach = useCallback(
    (element: HTMLVideoElement | null) => {
      if (element !== null) element.srcObject = stream;
    },
    [stream],
  );
  const playing = {
    ref: attach,
    className: classes.video,
    "data-mirrored": isMirrored || undefined,
    autoPlay: true,
    playsInline: true,
    muted: true,
  };
  return (
    <div className={classes.panes} data-why={mode}>
      <div className={classes.frame} data-under={mode === "over" || undefined}>
        <video
          {...playing}
          aria-label="What the camera sees"
          onLoadedData={({ currentTarget }) => onPicture(currentTarget)}
        />
        {mode === "over" && map}
        {video === undefined ? <NoPictureYet /> : <LiveAnswer answer={answer} />}
      </div>
      {mode === "beside" && (
        <div className={classes.frame} data-under>
          <video {...playing} aria-label="The same picture, paler, under the map" />
          {map}
        </div>
      )}
    </div>
  );
}

/** The map of the newest frames, mirrored if the picture is. */
function LiveMap({ evidence, isMirrored }: { evidence: Evidence; isMirrored: boolean }) {
  const shown = useMemo(
    () => (isMirrored ? { ...evidence, map: mirrored(evidence.map) } : evidence),
    [evidence, isMirrored],
  );
  return <HeatMap map={shown.map} size={SQUARE} area="whole" words={focusSentence(shown)} />;
}

/** Shown while an open camera has not sent a picture yet. */
function NoPictureYet() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={classes.waiting} role="status">
      {isLate && "The camera sends no picture. Is it covered, or is another program using it?"}
    </p>
  );
}
