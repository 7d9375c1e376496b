import { Button, Loader, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { TrainedModel } from "../../../models/model";
import { ErrorNotice } from "../../widgets/ErrorNotice";
import classes from "./CameraView.module.css";
import { LiveView } from "./LiveView";
import type { Camera } from "./useCamera";

/** The camera: starting, live, or failed. */
export function CameraView({ camera, model }: { camera: Camera; model: TrainedModel }) {
  const section = useRef<HTMLElement>(null);
  const { status } = camera.state;

  // The button that started it is gone, and on a phone the picture begins below the visible part of the page.
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each state has a height of its own.
  useEffect(() => {
    // Newer browsers return a promise here, which must not become the effect’s clean-up.
    void section.current?.scrollIntoView({ block: "nearest" });
  }, [status]);

  return (
    <section ref={section} tabIndex={-1} aria-label="Camera" className={classes.section} data-testid="camera">
      <Content camera={camera} model={model} />
    </section>
  );
}

function Content({ camera: { state, start, stop }, model }: { camera: Camera; model: TrainedModel }) {
  switch (state.status) {
    case "off":
      return null;
    case "starting":
      return <Starting onCancel={stop} />;
    case "live":
      return (
        <LiveView camera={state.camera} choices={state.choices} model={model} start={start} stop={stop} />
      );
    case "failed":
      return (
        <div className={classes.failed}>
          <ErrorNotice error={state.error} action={{ label: "Try again", run: () => start() }} />
          <Button variant="subtle" onClick={stop}>
            Continue without the camera
          </Button>
        </div>
      );
  }
}

function Starting({ onCancel }: { onCancel: () => void }) {
  return (
    <div className={classes.view}>
      <div className={classes.frame}>
        <p className={classes.starting} role="status">
          <Loader size={18} color="gray.3" aria-hidden="true" /> Starting the camera …
        </p>
      </div>
      <div className={classes.side}>
        <div className="button-row">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
        <Text c="dimmed">If the browser asks for permission to use the camera, choose Allow.</Text>
      </div>
    </div>
  );
}
