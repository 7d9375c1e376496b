import { backboneTitle } from "../../backbone/weights";
import { AppError } from "../../common/error";
import { are, photos } from "../../common/words";
import { photosWithFeatures } from "../../storage/feature-cache";
import type { Extraction } from "./protocol";

/** How many photos have no cached features of this backbone, from any backend or project. */
export async function countUnseen(photoHashes: readonly string[], backbone: string): Promise<number> {
  const kind = { backbone, preprocessing: "keras" } as const;
  return (
    photoHashes.length - (await photosWithFeatures(photoHashes, kind, ["project", "wasm", "webgl"])).size
  );
}

/**
 * The error for `unseen` photos that are missing, as are their features. A project without photo files can be trained
 * on only if their features are cached.
 */
export function notSeen(unseen: number, { backbone }: Extraction): AppError {
  const title = backboneTitle(backbone.info);
  return new AppError(
    "bad-data",
    `${photos(unseen)} ${are(unseen)} missing, and so are ${unseen === 1 ? "its" : "their"} features from ${title}.`,
    {
      next: "Drop the photos’ folder onto the page. To train without them, choose the project’s own backbone under Settings.",
    },
  );
}
