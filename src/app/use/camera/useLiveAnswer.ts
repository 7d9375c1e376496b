import { useEffect, useRef, useState } from "react";
import { decisionOf } from "../../../models/decision";
import type { TrainedModel } from "../../../models/model";
import { engine, useSession } from "../../session/store";
import { type LiveAnswer, type LiveLook, watchVideo } from "./watching";

/**
 * A model’s prediction for the current picture of a video.
 * @param explains whether to include the evidence for it
 */
export function useLiveAnswer(
  video: HTMLVideoElement | undefined,
  model: TrainedModel,
  explains: boolean,
): LiveAnswer {
  const looksTwice = useSession((session) => session.looksTwice);
  const [answer, setAnswer] = useState<LiveAnswer>({ status: "waiting" });
  // A ref, so that the next frame uses the new setting without restarting the loop.
  const explainsNow = useRef(explains);
  useEffect(() => {
    explainsNow.current = explains;
  }, [explains]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a renamed model is still the same.
  useEffect(() => {
    if (video === undefined) return;
    setAnswer({ status: "waiting" });
    const controller = new AbortController();
    const looking = looks(model, looksTwice, () => explainsNow.current);
    void watchVideo(video, looking, decisionOf(model), controller.signal, setAnswer);
    return () => controller.abort();
  }, [video, model.id, model.decision, model.temperature, looksTwice]);

  return answer;
}

/** The function that classifies a frame. @throws AppError as the engine's `classifier` does */
async function looks(model: TrainedModel, twice: boolean, explains: () => boolean): Promise<LiveLook> {
  const classify = await engine.classifier(model, twice);
  const explain = await engine.explainer(model, twice);
  return (frame) => (explains() ? explain(frame) : classify(frame));
}
