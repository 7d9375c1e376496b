import type * as TmImage from "@teachablemachine/image";
import type * as Tf from "@tensorflow/tfjs";
import { INPUT_SIZE } from "../../../src/backbone/architecture";
import { modelFile } from "./contenders/contender";

/** What the library's own site trains with, and the recipe's rounds. */
const TRAINING = { denseUnits: 100, epochs: 20, learningRate: 1e-3, batchSize: 16 };

/** What the whole job came to. */
export interface TeachableOutcome {
  /** Seconds from the files to the answers about those to check with. */
  readonly seconds: { readonly examples: number; readonly train: number; readonly evaluate: number };
  readonly accuracy: number;
  /** Photos learned from, and checked with. */
  readonly counts: { readonly learn: number; readonly check: number };
}

/** The files of one label, those to learn from first. */
export interface LabelFiles {
  readonly learn: readonly File[];
  readonly check: readonly File[];
}

declare global {
  interface Window {
    /** The library, once its scripts are loaded. */
    tmImage?: typeof TmImage;
    tf?: typeof Tf & { wasm: { setWasmPaths(folder: string): void } };
    /** Does the whole job with the files of two inputs. @param share of each label's files, to learn from */
    runTeachable?(share: number): Promise<TeachableOutcome>;
  }
}

const LABELS = ["female", "male"] as const;

// As its users have it: scripts one after the other, all of them global.
for (const name of ["tf.min.js", "tf-backend-wasm.min.js", "teachablemachine-image.min.js"])
  await script(name);

const inputs = LABELS.map((label) => {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: true });
  input.dataset.testid = label;
  document.body.append(input);
  return input;
});

window.runTeachable = async (share) => {
  const { tf, tmImage } = window;
  if (tf === undefined || tmImage === undefined) throw new Error("The library is not there.");
  const files = inputs.map((input): LabelFiles => {
    const all = Array.from(input.files ?? []);
    const learned = Math.round(all.length * share);
    return { learn: all.slice(0, learned), check: all.slice(learned) };
  });
  const started = performance.now();
  tf.wasm.setWasmPaths(new URL("tfjs-wasm/", document.baseURI).href);
  await tf.setBackend("wasm");
  const model = await tmImage.createTeachable(
    { tfjsVersion: tf.version.tfjs },
    { checkpointUrl: modelFile(0.35, "model.json"), trainingLayer: "out_relu" },
  );
  model.setLabels([...LABELS]);
  for (const [label, { learn }] of files.entries()) {
    for (const file of learn) await model.addExample(label, await picture(file));
  }
  const added = performance.now();
  // WebAssembly has no kernels for the gradients.
  await tf.setBackend("cpu");
  await model.train(TRAINING);
  await tf.setBackend("wasm");
  const trained = performance.now();
  let [right, count] = [0, 0];
  for (const [label, { check }] of files.entries()) {
    for (const file of check) {
      const answers = await model.predict(await picture(file));
      right += answers.every(({ probability }) => probability <= (answers[label]?.probability ?? 0)) ? 1 : 0;
      count++;
    }
  }
  const ended = performance.now();
  const seconds = {
    examples: (added - started) / 1000,
    train: (trained - added) / 1000,
    evaluate: (ended - trained) / 1000,
  };
  const learn = files.reduce((sum, each) => sum + each.learn.length, 0);
  return { seconds, accuracy: right / count, counts: { learn, check: count } };
};

/** A photo as a canvas of the size that the model takes: the library wants examples that are cropped already. */
async function picture(file: File): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [INPUT_SIZE, INPUT_SIZE];
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, INPUT_SIZE, INPUT_SIZE);
  bitmap.close();
  return canvas;
}

async function script(name: string): Promise<void> {
  const element = document.createElement("script");
  element.src = new URL(`teachable/${name}`, document.baseURI).href;
  await new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}
