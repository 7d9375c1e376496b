import { create } from "zustand";

/** How the evidence for an answer is shown: not at all, over the picture, or next to it. */
export type WhyMode = "off" | "over" | "beside";

/** One setting for photos and camera. It stays while the user visits other places. */
export const useWhy = create<{ readonly mode: WhyMode }>(() => ({ mode: "off" }));

export function showWhy(mode: WhyMode): void {
  useWhy.setState({ mode });
}
