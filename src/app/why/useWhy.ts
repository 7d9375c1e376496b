import { create } from "zustand";

/** How the evidence for an answer is shown: not at all, over the picture, or beside it. */
export type WhyMode = "off" | "over" | "beside";

/** One choice for photos and camera, which stays while the person looks at other places. */
export const useWhy = create<{ readonly mode: WhyMode }>(() => ({ mode: "off" }));

export function showWhy(mode: WhyMode): void {
  useWhy.setState({ mode });
}
