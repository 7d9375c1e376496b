import { FEATURE_COUNT } from "../backbone/architecture";
import { CLASS_COUNT, type Head } from "./head";

/** Offset of the bias in the head's parameters. */
export const BIAS = FEATURE_COUNT * CLASS_COUNT;

/** Number of parameters of the trained head: kernel [1280, 2] row by row, then bias [2]. */
export const HEAD_SIZE = BIAS + CLASS_COUNT;

export function headParameters({ kernel, bias }: Head): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(HEAD_SIZE);
  parameters.set(kernel);
  parameters.set(bias, BIAS);
  return parameters;
}

export function headOf(parameters: Float32Array<ArrayBuffer>, dropout: number): Head {
  return { hidden: [], kernel: parameters.slice(0, BIAS), bias: parameters.slice(BIAS, HEAD_SIZE), dropout };
}
