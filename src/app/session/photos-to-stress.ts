import { createRandom } from "../../common/random";
import type { Sample } from "../../dataset/sample";
import type { PresentPhoto } from "../../engine/jobs/stress-job";

/** More would take many minutes for little gain: with 500, chance moves an accuracy by only about two points. */
const MOST_PHOTOS = 500;

/** The photos of an evaluation for a stress test. */
export interface PhotosToStress {
  /** Number of photos of the evaluation; 0 if the model's file does not list them. */
  readonly known: number;
  /** How many of them are loaded. */
  readonly here: number;
  /** The photos to use: all that are loaded, or a random sample of them, in the evaluation's order. */
  readonly photos: readonly PresentPhoto[];
}

/**
 * Finds an evaluation's photos among those loaded, with their current labels.
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

/** A photo by its path; undefined if it is missing. */
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
