import type { ReactNode } from "react";
import type { Label } from "../../common/label";

/** A photo to review. */
export interface ReviewItem {
  /** Its path under Data. */
  readonly path: string;
  /** The label it had when it was classified. */
  readonly label: Label;
  /** What to show about it, in a line or two. */
  readonly words: ReactNode;
}
