import { Loader } from "@mantine/core";
import { lazy, Suspense, useDeferredValue, useEffect } from "react";
import classes from "./App.module.css";
import { DataPlace } from "./data/DataPlace";
import { useEditNotices } from "./data/useEditNotices";
import { WindowDrop } from "./data/WindowDrop";
import { forgetUnusedBackbones } from "./open/open-files";
import { WhichOutput } from "./open/WhichOutput";
import { loadBackbones } from "./session/backbone-choice";
import { checkBrowser, watchDamage } from "./session/browser";
import { isTraining } from "./session/learning";
import { loadModels } from "./session/models";
import { followAddress, type Place, useSession } from "./session/store";
import { BrowserProblems } from "./shell/BrowserProblems";
import { PlaceBoundary } from "./shell/PlaceBoundary";
import { PlaceNav } from "./shell/PlaceNav";
import { StatusLine } from "./shell/StatusLine";

// Loaded when first needed: charts and camera would slow down the first view.
const TrainPlace = lazy(() => import("./train/TrainPlace"));
const ResultsPlace = lazy(() => import("./results/ResultsPlace"));
const UsePlace = lazy(() => import("./use/UsePlace"));
const ModelsPlace = lazy(() => import("./models/ModelsPlace"));
const InterruptedTuning = lazy(() => import("./train/InterruptedTuning"));

/** The page: navigation, the current place, and the status line. */
export function App() {
  const place = useSession((session) => session.place);
  // Charts and columns of photos are rendered in slices; meanwhile the previous place stays usable.
  const shown = useDeferredValue(place);
  useEditNotices();
  useEffect(() => {
    void loadBackbones();
    void loadModels().then(forgetUnusedBackbones);
    void checkBrowser();
    const stopWatching = watchDamage();
    const stopFollowing = followAddress();
    return () => {
      stopWatching();
      stopFollowing();
    };
  }, []);

  useEffect(() => {
    // The button that led here may be gone; without this, keyboard users would lose the focus.
    if (document.activeElement === document.body && shown !== "data")
      document.getElementById("place")?.focus();
  }, [shown]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isTraining()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);

  return (
    <div className={classes.page}>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        Skip to content
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

/** A button rather than a link, because the address hash names places. */
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
