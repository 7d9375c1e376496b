import { INPUT_SIZE, type Width } from "../../../../src/backbone/architecture";
import { type BackboneWeights, weightsFromBytes } from "../../../../src/backbone/weights";

/** One of those that are compared: something that computes the backbone's features on this thread. */
export interface Contender {
  /** Gets ready for one width and batch size; what was there before is dropped. */
  prepare(width: Width, batch: number): Promise<void>;
  /**
   * One pass, from values in a plain array to values in a plain array, as an application needs it.
   * @param images [batch, 224, 224, 3] in [-1, 1]
   * @returns [batch, 1280]
   */
  run(images: Float32Array): Promise<Float32Array>;
}

/** The address of a file that the bench put next to the page, by width. */
export function modelFile(width: Width, name: string): string {
  return new URL(`models/${width}/${name}`, document.baseURI).href;
}

/** The backbone that all of them run. */
export async function backbone(width: Width): Promise<BackboneWeights> {
  const response = await fetch(modelFile(width, "values.bin"));
  return weightsFromBytes(await response.arrayBuffer(), width, "values.bin");
}

/** Values in [-1, 1] for some images: waves, which reveal a wrong layout. */
export function images(batch: number): Float32Array {
  return Float32Array.from({ length: batch * INPUT_SIZE * INPUT_SIZE * 3 }, (_none, index) =>
    Math.sin(index * 0.37 + Math.sin(index * 0.00013) * 9),
  );
}
