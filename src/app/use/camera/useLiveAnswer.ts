import { useEffect, useState } from "react";
import type { TrainedModel } from "../../../models/model";
import { engine, useSession } from "../../session/store";
import { type LiveAnswer, watchVideo } from "./watching";

/** What a model says about what the video shows now. */
export function useLiveAnswer(video: HTMLVideoElement | null, model: TrainedModel): LiveAnswer {
  const looksTwice = useSession((session) => session.looksTwice);
  const [answer, setAnswer] = useState<LiveAnswer>({ status: "waiting" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a renamed model is still the same.
  useEffect(() => {
    if (video === null) return;
    setAnswer({ status: "waiting" });
    const controller = new AbortController();
    void watchVideo(video, engine.classifier(model, looksTwice), controller.signal, setAnswer);
    return () => controller.abort();
  }, [video, model.id, looksTwice]);

  return answer;
}
