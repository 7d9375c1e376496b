import { useEffect, useId, useRef } from "react";
import { count, photos } from "../../common/words";
import { useDerivedData, useIsCurrent } from "../session/derived";
import { AddMenu } from "./AddMenu";
import { ConflictList } from "./ConflictList";
import { DataHeading } from "./DataHeading";
import { FindingList } from "./FindingList";
import { LeftOutList } from "./LeftOutList";
import { PhotoColumns } from "./PhotoColumns";
import classes from "./PhotoData.module.css";
import { SaveProject } from "./SaveProject";
import { SplitBar } from "./SplitBar";
import { TrainButton } from "./TrainButton";
import { useAbsence } from "./useAbsence";
import type { InputKind } from "./usePhotoInputs";

/** The loaded photos: their number, their split, the findings about them, and the photos themselves. */
export default function PhotoData({
  choose,
  notice,
}: {
  choose: (kind: InputKind) => void;
  /** Progress of reading more files, or the error it ended with. */
  notice: React.ReactNode;
}) {
  const { dataset, usable, splits, counts, conflicts, blocker, ...derived } = useDerivedData();
  const { samples, leftOut } = dataset;
  const isCurrent = useIsCurrent();
  const findings = [...derived.findings, ...useAbsence(derived.absent)];
  const findingsId = useId();
  return (
    <div className={classes.view} aria-busy={!isCurrent}>
      <header className={`${classes.header} both-ends`}>
        <Heading total={samples.length} drawn={derived.areDrawn} />
        <div className={classes.actions}>
          <SaveProject size="md" />
          <AddMenu choose={choose} />
          <TrainButton photos={usable.length} blocker={blocker} blockerId={findingsId} />
        </div>
      </header>
      {notice}
      {usable.length > 0 && (
        <SplitBar
          counts={counts}
          disputed={samples.length - usable.length}
          hasOwnValidation={derived.hasOwnValidation}
        />
      )}
      {(findings.length > 0 || leftOut.length > 0) && (
        <div className={classes.findings}>
          <FindingList findings={findings} id={findingsId} />
          <LeftOutList leftOut={leftOut} />
        </div>
      )}
      <ConflictList found={conflicts} />
      <PhotoColumns total={samples.length} all={derived.byLabel} splits={splits} />
    </div>
  );
}

function Heading({ total, drawn }: { total: number; drawn: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that led here is gone; without this, keyboard users would lose the focus.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <DataHeading
      ref={heading}
      title={drawn ? `${count(total)} drawn ${total === 1 ? "face" : "faces"}` : photos(total)}
      lead={
        drawn
          ? "Cartoon faces drawn by this page, no real people."
          : "Check that every photo has the right label, then train."
      }
    />
  );
}
