import { Loader } from "@mantine/core";
import { lazy, Suspense, useDeferredValue, useEffect } from "react";
import classes from "./App.module.css";
import { DataPlace } from "./data/DataPlace";
import { useEditNotices } from "./data/useEditNotices";
import { WindowDrop } from "./data/WindowDrop";
import { forgetUnusedBackbones } from "./open/open-files";
import { WhichOutput } from "./open/WhichOutput";
import { loadBackbones } from "./session/backbone-choice";
import { checkBrowser } from "./session/browser";
import { loadModels } from "./session/models";
import { followAddress, isTraining, type Place, useSession } from "./session/store";
import { BrowserProblems } from "./shell/BrowserProblems";
import { PlaceBoundary } from "./shell/PlaceBoundary";
import { PlaceNav } from "./shell/PlaceNav";
import { StatusLine } from "./shell/StatusLine";

// Charts and camera come when they are first needed, so that the first view is there at once.
const TrainPlace = lazy(() => import("./train/TrainPlace"));
const ResultsPlace = lazy(() => import("./results/ResultsPlace"));
const UsePlace = lazy(() => import("./use/UsePlace"));
const ModelsPlace = lazy(() => import("./models/ModelsPlace"));
const InterruptedTuning = lazy(() => import("./train/InterruptedTuning"));

/** The page: where one is, the place itself, and the line that says what it works with. */
export function App() {
  const place = useSession((session) => session.place);
  // Charts and columns of photos are drawn in slices; until they are there, the place before stays and answers.
  const shown = useDeferredValue(place);
  useEditNotices();
  useEffect(() => {
    void loadBackbones();
    void loadModels().then(forgetUnusedBackbones);
    void checkBrowser();
    return followAddress();
  }, []);

  useEffect(() => {
    // Whoever got here by a button that is gone now would otherwise be nowhere.
    if (document.activeElement === document.body && shown !== "data")
      document.getElementById("place")?.focus();
  }, [shown]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isTraining(useSession.getState())) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  return (
    <div className={classes.page}>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        Skip to the content
      </button>
      <header className={classes.header}>
        <a className={classes.wordmark} href="#data">
          <img src="./favicon.svg" alt="" width={26} height={26} />
          Twofold
        </a>
        <PlaceNav />
      </header>
      <main className={classes.main} id="place" tabIndex={-1} aria-busy={place !== shown}>
        <BrowserProblems />
        <Suspense fallback={null}>
          <InterruptedTuning />
        </Suspense>
        <PlaceBoundary key={shown}>
          <Suspense fallback={<Loader m="auto" role="status" aria-label="Loading" />}>
            {placeView(shown)}
          </Suspense>
        </PlaceBoundary>
      </main>
      <StatusLine />
      <WindowDrop />
      <WhichOutput />
    </div>
  );
}

/** A button rather than a link, since the address names places. */
function skipToContent(): void {
  document.getElementById("place")?.focus();
}

function placeView(place: Place) {
  switch (place) {
    case "data":
      return <DataPlace />;
    case "train":
      return <TrainPlace />;
    case "results":
      return <ResultsPlace />;
    case "use":
      return <UsePlace />;
    case "models":
      return <ModelsPlace />;
  }
}
