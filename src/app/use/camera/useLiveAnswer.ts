import { useEffect, useRef, useState } from "react";
import { decisionOf } from "../../../models/decision";
import type { TrainedModel } from "../../../models/model";
import { engine, useSession } from "../../session/store";
import { type LiveAnswer, type LiveLook, watchVideo } from "./watching";

/**
 * What a model says about what the video shows now.
 * @param explains whether with the evidence for it
 */
export function useLiveAnswer(
  video: HTMLVideoElement | undefined,
  model: TrainedModel,
  explains: boolean,
): LiveAnswer {
  const looksTwice = useSession((session) => session.looksTwice);
  const [answer, setAnswer] = useState<LiveAnswer>({ status: "waiting" });
  // The next frame is looked at in the other way; the video need not be watched anew.
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

/** How a model looks at each frame. @throws AppError as the engine's `classifier` does */
async function looks(model: TrainedModel, twice: boolean, explains: () => boolean): Promise<LiveLook> {
  const classify = await engine.classifier(model, twice);
  const explain = await engine.explainer(model, twice);
  return (frame) => (explains() ? explain(frame) : classify(frame));
}
