import { useHotkeys } from "@mantine/hooks";
import { photos } from "../../common/words";
import { stopTaking } from "../open/take-photos";
import { useDerivedData } from "../session/derived";
import { redoEdit, undoEdit } from "../session/intake";
import { type Intake, useSession } from "../session/store";
import { ErrorNotice } from "../widgets/ErrorNotice";
import { JobProgress } from "../widgets/JobProgress";
import { AskFolders } from "./AskFolders";
import classes from "./DataPlace.module.css";
import { FirstVisit } from "./FirstVisit";
import { FoldersPicture } from "./FoldersPicture";
import { PhotoData } from "./PhotoData";
import { usePhotoInputs } from "./usePhotoInputs";

/** Where photos come in and are looked through. */
export function DataPlace() {
  const { inputs, choose } = usePhotoInputs();
  useHotkeys(
    [
      ["mod+Z", undoEdit],
      ["mod+shift+Z", redoEdit],
      ["mod+Y", redoEdit],
    ],
    // Nothing in this place is typed into, so that the keys work from every control.
    [],
  );
  const intake = useSession((session) => session.intake);
  const total = useDerivedData().dataset.samples.length;
  return (
    <>
      {inputs}
      <View intake={intake} total={total} choose={choose} />
    </>
  );
}

function View({
  intake,
  total,
  choose,
}: {
  intake: Intake;
  total: number;
  choose: ReturnType<typeof usePhotoInputs>["choose"];
}) {
  if (intake.status === "asking") return <AskFolders question={intake.question} />;
  if (total > 0) return <PhotoData choose={choose} notice={<IntakeNotice intake={intake} total={total} />} />;
  if (intake.status === "busy") {
    return (
      <div className={classes.busy}>
        <h1 className="visually-hidden">Your photos</h1>
        <FoldersPicture isOpen />
        <div className={classes.progress}>
          <IntakeNotice intake={intake} total={total} />
        </div>
      </div>
    );
  }
  return (
    <>
      <div className={classes.first}>
        <IntakeNotice intake={intake} total={total} />
      </div>
      <FirstVisit choose={choose} />
    </>
  );
}

/** What is being done with the files that came last, or how that failed. */
function IntakeNotice({ intake, total }: { intake: Intake; total: number }) {
  switch (intake.status) {
    case "busy":
      return <JobProgress progress={intake.progress} since={intake.since} onCancel={stopTaking} />;
    case "failed":
      return (
        <div>
          <ErrorNotice error={intake.error} action={{ label: "Dismiss", run: stopTaking }} />
          {total > 0 && <p className={classes.kept}>Your {photos(total)} are still here, as they were.</p>}
        </div>
      );
    case "idle":
    case "asking":
      return null;
  }
}
