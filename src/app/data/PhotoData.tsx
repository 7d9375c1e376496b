import { useEffect, useId, useMemo, useRef } from "react";
import { count, photos } from "../../common/words";
import { areDrawn } from "../../dataset/sample";
import { useDerivedData } from "../session/derived";
import { useSession } from "../session/store";
import { AddMenu } from "./AddMenu";
import { ConflictList } from "./ConflictList";
import { FindingList } from "./FindingList";
import type { InputKind } from "./inputs";
import { LeftOutList } from "./LeftOutList";
import { PhotoColumns } from "./PhotoColumns";
import classes from "./PhotoData.module.css";
import { SaveProject } from "./SaveProject";
import { SplitBar } from "./SplitBar";
import { TrainButton } from "./TrainButton";
import { useAbsence } from "./useAbsence";

/** The photos that are there: how many, what they are used for, what is wrong with them, and all of them. */
export function PhotoData({
  choose,
  notice,
}: {
  choose: (kind: InputKind) => void;
  /** What is being done with further files, or how that failed. */
  notice: React.ReactNode;
}) {
  const { samples, leftOut } = useSession(({ data }) => data.present);
  const { usable, splits, counts, findings: found, blocker } = useDerivedData();
  const findings = [...found, ...useAbsence(samples)];
  const hasOwnValidation = usable.some(({ split }) => split === "val");
  const findingsId = useId();
  return (
    <div className={classes.view}>
      <header className={classes.header}>
        <Heading total={samples.length} />
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
          hasOwnValidation={hasOwnValidation}
        />
      )}
      {(findings.length > 0 || leftOut.length > 0) && (
        <div className={classes.findings}>
          <FindingList findings={findings} id={findingsId} />
          <LeftOutList leftOut={leftOut} />
        </div>
      )}
      <ConflictList samples={samples} />
      <PhotoColumns samples={samples} splits={splits} />
    </div>
  );
}

function Heading({ total }: { total: number }) {
  const samples = useSession(({ data }) => data.present.samples);
  const drawn = useMemo(() => areDrawn(samples.map(({ path }) => path)), [samples]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever pressed a button of the view before would otherwise be nowhere.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div>
      <h1 ref={heading} tabIndex={-1} className={`${classes.title} tabular`}>
        {drawn ? `${count(total)} drawn ${total === 1 ? "face" : "faces"}` : photos(total)}
      </h1>
      <p className={classes.lead}>
        {drawn
          ? "Caricatures that the page drew itself: no real person is shown."
          : "Is every photo under the right label? Then train."}
      </p>
    </div>
  );
}
