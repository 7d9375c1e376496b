import { backboneTitle } from "../../backbone/weights";
import { AppError } from "../../common/error";
import { are, photos } from "../../common/words";
import { photosWithFeatures } from "../../storage/feature-cache";
import type { Extraction } from "./protocol";

/** How many of some photos the backbone with this SHA-256 never saw, on any backend, here or in a project. */
export async function countUnseen(photoHashes: readonly string[], backbone: string): Promise<number> {
  const kind = { backbone, preprocessing: "keras" } as const;
  return (
    photoHashes.length - (await photosWithFeatures(photoHashes, kind, ["project", "wasm", "webgl"])).size
  );
}

/**
 * The error about `unseen` photos that are not here, nor their features: photos of a project that did not bring them
 * along can be trained on only where their features are kept.
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
