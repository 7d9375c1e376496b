import { INPUT_SIZE, type Width } from "../../../../src/backbone/architecture";
import { type BackboneWeights, weightsFromBytes } from "../../../../src/backbone/weights";

/** One side of the comparison: computes the backbone's features on this thread. */
export interface Contender {
  /** Prepares for one width and batch size, and drops what was loaded before. */
  prepare(width: Width, batch: number): Promise<void>;
  /**
   * One pass, from a plain array to a plain array, as an application needs it.
   * @param images [batch, 224, 224, 3] in [-1, 1]
   * @returns [batch, 1280]
   */
  run(images: Float32Array): Promise<Float32Array>;
}

/** The address of a file that the bench put next to the page for this width. */
export function modelFile(width: Width, name: string): string {
  return new URL(`models/${width}/${name}`, document.baseURI).href;
}

/** The backbone that all contenders run. */
export async function backbone(width: Width): Promise<BackboneWeights> {
  const response = await fetch(modelFile(width, "values.bin"));
  return weightsFromBytes(await response.arrayBuffer(), width, "values.bin");
}

/** Images with values in [-1, 1]: waves, which reveal a wrong layout. */
export function images(batch: number): Float32Array {
  return Float32Array.from({ length: batch * INPUT_SIZE * INPUT_SIZE * 3 }, (_none, index) =>
    Math.sin(index * 0.37 + Math.sin(index * 0.00013) * 9),
  );
}
