import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { shared } from "./setting";

const PYTHON = process.env.PYTHON ?? "python3";
const FINE_TUNE = fileURLToPath(new URL("keras_fine_tune.py", import.meta.url));
const RECIPE = fileURLToPath(new URL("keras_recipe.py", import.meta.url));

/** The output of keras_recipe.py. */
export interface KerasRun {
  readonly seconds: number;
  readonly accuracy: number;
  readonly epochs: number;
}

/** Why Keras cannot run; undefined if it can. */
export async function whatPythonLacks(): Promise<string | undefined> {
  try {
    await python(["-c", "import keras, tensorflow"]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
  }
}

/** Trains the recipe on a folder of `female` and `male` photos with Keras, on the CPU. */
export async function kerasRecipe(faces: string): Promise<KerasRun> {
  const output = await python([RECIPE, faces, ...(shared.narrow === undefined ? [] : [shared.narrow])]);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

/** Accuracy and ROC AUC on the validation photos. */
export interface Standing {
  readonly accuracy: number;
  readonly rocAuc: number;
}

/** The output of keras_fine_tune.py. */
export interface KerasTuning {
  readonly seconds: number;
  readonly before: Standing;
  readonly after: Standing;
}

/** Fine-tunes with Keras. @param folder with `train` and `val` */
export async function kerasTuning(
  folder: string,
  weights: string,
  seed: number,
  epochs: number,
): Promise<KerasTuning> {
  const output = await python([FINE_TUNE, folder, weights, `${seed}`, `${epochs}`]);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

function python(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(PYTHON, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(errors));
    });
  });
}
