import { WIDTH_NAMES } from "../../backbone/architecture";
import { AppError } from "../../common/error";
import { listed } from "../../common/words";

/** Why a file cannot be used as a model, as the end of a sentence; `asRefusal` adds the file's name. */
export class Refusal extends Error {}

/** What can be opened, as the next step of a refusal. */
const WHAT_CAN =
  "Open a .zip or .h5 that Twofold, Keras or Teachable Machine saved: MobileNetV2 of width " +
  `${listed(WIDTH_NAMES, "or")} with global average pooling, dropout and dense layers, for two labels.`;

/** The error shown to the user. */
export function cannotOpen(file: string, reason: string, cause?: unknown): AppError {
  return new AppError("bad-model", `${file} cannot be opened as a model: ${reason}.`, {
    file,
    next: WHAT_CAN,
    cause,
  });
}

/** Turns anything thrown while reading a damaged file into an error about that file. */
export function asRefusal(thrown: unknown, file: string): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Refusal) return cannotOpen(file, thrown.message, thrown);
  return cannotOpen(file, "it is cut off or damaged", thrown);
}
