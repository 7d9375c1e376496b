import { Refusal } from "./refusal";
import { INPUT_CLASS, type PlainLayer } from "./topology";

/** A walk through the layers from the output back to the input. */
export class Chain {
  constructor(public at: PlainLayer) {}

  /** Takes the current layer, which must be a `className`, and moves on to its input. */
  take(className: string, expected: string): PlainLayer {
    const layer = this.at;
    if (layer.className !== className) throw unexpected(layer, expected);
    this.at = onlyInput(layer);
    return layer;
  }
}

/** The only input layer of a layer. @throws Refusal if it has more or none */
export function onlyInput(layer: PlainLayer): PlainLayer {
  const [input] = layer.inputs;
  if (input === undefined || layer.inputs.length > 1)
    throw new Refusal(
      `its layer ${layer.name} (${layer.className}) has ${layer.inputs.length} inputs, not one`,
    );
  return input;
}

/** Requires a layer's setting to be one of `allowed`; the message names the first. @throws Refusal */
export function requireSetting(
  { name, className, config }: PlainLayer,
  setting: string,
  allowed: readonly unknown[],
): void {
  const found = config[setting];
  if (allowed.some((value) => JSON.stringify(value) === JSON.stringify(found))) return;
  const wanted = JSON.stringify(allowed[0]);
  throw new Refusal(
    `the ${setting} of its layer ${name} (${className}) is ${clip(JSON.stringify(found) ?? "missing")}; expected ${wanted}`,
  );
}

/** The same for numbers that were rounded to float32 in the file. @throws Refusal */
export function requireNear({ name, className, config }: PlainLayer, setting: string, wanted: number): void {
  const found = config[setting];
  if (typeof found === "number" && Math.abs(found - wanted) < 1e-6) return;
  throw new Refusal(
    `the ${setting} of its layer ${name} (${className}) is ${clip(String(found))}; expected ${wanted}`,
  );
}

/** The refusal of a layer that is not the `expected` one. */
export function unexpected({ name, className }: PlainLayer, expected: string): Refusal {
  if (className === INPUT_CLASS)
    return new Refusal(`it begins too late: expected ${expected}, found its input`);
  return new Refusal(`its layer ${clip(name)} is a ${clip(className)}; expected ${expected}`);
}

/** Shortens text from files, which may be of any length, for messages. */
function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
