import type * as TmImage from "@teachablemachine/image";
import type * as Tf from "@tensorflow/tfjs";
import { INPUT_SIZE } from "../../../src/backbone/architecture";
import { modelFile } from "./contenders/contender";

/** The settings of the library's own site, with the recipe's number of epochs. */
const TRAINING = { denseUnits: 100, epochs: 20, learningRate: 1e-3, batchSize: 16 };

/** The results of the whole job. */
export interface TeachableOutcome {
  /** Seconds of each stage, from the files to the predictions for the validation photos. */
  readonly seconds: { readonly examples: number; readonly train: number; readonly evaluate: number };
  readonly accuracy: number;
  /** The number of training and validation photos. */
  readonly counts: { readonly learn: number; readonly check: number };
}

/** The files of one label: training photos (`learn`) and validation photos (`check`). */
export interface LabelFiles {
  readonly learn: readonly File[];
  readonly check: readonly File[];
}

declare global {
  interface Window {
    /** The library, once its scripts are loaded. */
    tmImage?: typeof TmImage;
    tf?: typeof Tf & { wasm: { setWasmPaths(folder: string): void } };
    /** Does the whole job with the files of two inputs. @param share of each label's files to train on */
    runTeachable?(share: number): Promise<TeachableOutcome>;
  }
}

const LABELS = ["female", "male"] as const;

// As its users load it: global scripts, one after the other.
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
  if (tf === undefined || tmImage === undefined) throw new Error("The library did not load.");
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
  // The WebAssembly backend has no kernels for the gradients.
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

/** Draws a photo on a canvas of the model's input size, because the library expects cropped examples. */
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
