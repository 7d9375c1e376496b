import { createRandom } from "../../common/random";
import type { Sample } from "../../dataset/sample";
import type { PresentPhoto } from "../../engine/jobs/stress-job";

/** More photos would take many minutes, and hardly tell more: of 500, chance moves an accuracy by two points. */
const MOST_PHOTOS = 500;

/** The photos of an evaluation that can be looked at in bad conditions. */
export interface PhotosToStress {
  /** Photos of the evaluation; 0 where the model's file does not tell them. */
  readonly known: number;
  /** How many of them are here. */
  readonly here: number;
  /** Those that are looked at: all that are here, or some of them drawn by chance, in the evaluation's order. */
  readonly photos: readonly PresentPhoto[];
}

/**
 * Looks for an evaluation's photos among those that are here; their labels are those that they have now.
 * @param paths of the evaluation
 */
export function photosToStress(
  paths: readonly string[],
  samples: ReadonlyMap<string, Sample>,
  seed: number,
): PhotosToStress {
  const here = paths.map((path) => presentPhoto(path, samples)).filter((photo) => photo !== undefined);
  return { known: paths.length, here: here.length, photos: some(here, seed) };
}

/** A photo by its path; undefined where it is not here. */
export function presentPhoto(path: string, samples: ReadonlyMap<string, Sample>): PresentPhoto | undefined {
  const sample = samples.get(path);
  if (sample?.file === undefined) return undefined;
  const { file, hash, label } = sample;
  return { path, file, hash, label };
}

function some(photos: readonly PresentPhoto[], seed: number): readonly PresentPhoto[] {
  if (photos.length <= MOST_PHOTOS) return photos;
  const drawn = createRandom(seed, "photos in bad conditions").shuffle([...photos.keys()]);
  const wanted = new Set(drawn.slice(0, MOST_PHOTOS));
  return photos.filter((_photo, index) => wanted.has(index));
}
