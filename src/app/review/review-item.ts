import type { ReactNode } from "react";
import type { Label } from "../../common/label";

/** A photo that somebody should look at. */
export interface ReviewItem {
  /** Its path under Data. */
  readonly path: string;
  /** The label that it had when it was looked at. */
  readonly label: Label;
  /** What there is to say about it, in a line or two. */
  readonly words: ReactNode;
}
