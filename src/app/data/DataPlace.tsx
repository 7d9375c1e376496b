import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect } from "react";
import { are, photos } from "../../common/words";
import { useDerivedData } from "../session/derived";
import { intake, openQuestion, redoEdit, undoEdit } from "../session/intake";
import { JobPanel } from "../widgets/JobPanel";
import { AskFolders } from "./AskFolders";
import classes from "./DataPlace.module.css";
import { FirstVisit } from "./FirstVisit";
import { FoldersPicture } from "./FoldersPicture";
import { usePhotoInputs } from "./usePhotoInputs";

// The first view needs neither the grid nor the menus.
const loadPhotoData = () => import("./PhotoData");
const PhotoData = lazy(loadPhotoData);

/** The place where photos are added, checked and corrected. */
export function DataPlace() {
  const { inputs, choose } = usePhotoInputs();
  useHotkeys(
    [
      ["mod+Z", undoEdit],
      ["mod+shift+Z", redoEdit],
      ["mod+Y", redoEdit],
    ],
    // This place has no text fields, so the keys work in every control.
    [],
  );
  const state = intake.use();
  const total = useDerivedData().dataset.samples.length;
  return (
    <>
      {inputs}
      <View state={state} total={total} choose={choose} />
    </>
  );
}

function View({
  state,
  total,
  choose,
}: {
  state: ReturnType<typeof intake.now>;
  total: number;
  choose: ReturnType<typeof usePhotoInputs>["choose"];
}) {
  const question = openQuestion(state);
  const isReading = state.status === "running";
  useEffect(() => {
    // Loaded while the first photos are read. If that fails, showing the photos tries again.
    if (isReading) void loadPhotoData().catch(() => undefined);
  }, [isReading]);
  if (question !== undefined) return <AskFolders question={question} />;
  const busy = (
    <div className={classes.busy}>
      <h1 className="visually-hidden">Your photos</h1>
      <FoldersPicture isOpen />
      <div className={classes.progress}>
        <IntakePanel total={total} />
      </div>
    </div>
  );
  if (total > 0) {
    return (
      <Suspense fallback={busy}>
        <PhotoData choose={choose} notice={<IntakePanel total={total} />} />
      </Suspense>
    );
  }
  if (isReading) return busy;
  return (
    <>
      <div className={classes.first}>
        <IntakePanel total={total} />
      </div>
      <FirstVisit choose={choose} />
    </>
  );
}

/** Progress of reading the last files, or the error it ended with. */
function IntakePanel({ total }: { total: number }) {
  return (
    <JobPanel job={intake} onStop={intake.dismiss} onRetry={{ label: "Dismiss", run: intake.dismiss }}>
      {({ status }) =>
        status === "failed" &&
        total > 0 && (
          <p className={classes.kept}>
            Your {photos(total)} {are(total)} unchanged.
          </p>
        )
      }
    </JobPanel>
  );
}
