import { AppError } from "../common/error";
import { parameterCount, type Width, widthName } from "./architecture";

/** The backbone as data: its width and all its variables in the order of `variables(width)`. */
export interface BackboneWeights {
  readonly width: Width;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The origin of a backbone, as the page shows it and a model stores it. */
export interface BackboneInfo {
  /**
   * Names of widths (`1.0`, `0.35`) are ImageNet's, `starter` ships with the page (today's or a retired one), `own:…` was dropped
   * onto it, `model:…` came with a model file, `tuned:…` was fine-tuned in the page.
   */
  readonly id: string;
  readonly width: Width;
  /** A phrase for users: "Keras Applications, ImageNet". */
  readonly origin: string;
  /** SHA-256 of the values as little-endian float32, hexadecimal. */
  readonly sha256: string;
}

/** A backbone served from the page's own origin; `file` is next to the manifest. */
export interface ServedBackbone extends BackboneInfo {
  readonly file: string;
}

/** The content of `backbone/manifest.json`: best first. */
export interface BackboneManifest {
  readonly backbones: readonly ServedBackbone[];
}

export const STARTER_ID = "starter";

/** A starter of an earlier version. It has the same id as today's; only its weights distinguish it. */
interface RetiredStarter {
  /** SHA-256 as in `BackboneInfo`. */
  readonly sha256: string;
  readonly origin: string;
}

/**
 * Starters that earlier versions shipped. The build includes them for models that were trained on them; new models
 * are not trained on them. The checkpoint of each is `scripts/starter/retired/<first 12 digits of the hash>.h5`.
 */
export const RETIRED_STARTERS: readonly RetiredStarter[] = [
  {
    sha256: "0f1bffde59add3b5272e3f3763d2aeacf77ed9f1f31f228ed292f20b5cf63019",
    origin: "pretrained by Twofold on drawn faces",
  },
];

/** Whether a backbone has the weights of a retired starter, regardless of its id. */
export function isRetiredStarter({ sha256 }: Pick<BackboneInfo, "sha256">): boolean {
  return RETIRED_STARTERS.some((retired) => retired.sha256 === sha256);
}

/** Id prefix of backbones that were dropped onto the page. */
const OWN_PREFIX = "own:";

/** A backbone that was dropped onto the page. @param title its name */
export function openedBackbone(title: string, file: string, width: Width, sha256: string): BackboneInfo {
  return { id: `${OWN_PREFIX}${title}`, width, origin: `opened from ${file}`, sha256 };
}

/** Whether training may use a backbone: not if it belongs to one model or is a retired starter served by the page. */
export function isToTrainOn(info: BackboneInfo): boolean {
  return !isOfModel(info) && !(info.id === STARTER_ID && isRetiredStarter(info));
}

/** Whether a backbone came from a dropped file or a model file rather than with the page. */
export function isOpened({ id }: BackboneInfo): boolean {
  return id.startsWith(OWN_PREFIX) || id.startsWith(MODEL_PREFIX);
}

/** Id prefix of backbones that belong to one model and are not offered for training. */
const MODEL_PREFIX = "model:";

/** A backbone that came with a model file. The name it has in that file is not trusted. */
export function backboneOfModel(file: string, width: Width, sha256: string): BackboneInfo {
  return { id: `${MODEL_PREFIX}${file}`, width, origin: `came with ${file}`, sha256 };
}

/** Id prefix of fine-tuned backbones, which also belong to one model. */
const TUNED_PREFIX = "tuned:";

/** The description of a fine-tuned backbone. */
export function tunedBackbone(from: BackboneInfo, sha256: string): BackboneInfo {
  const title = backboneTitle(from);
  const id = title.startsWith(TUNED_TITLE) ? title : `${TUNED_TITLE}${title}`;
  return { id: `${TUNED_PREFIX}${id}`, width: from.width, origin: `fine-tuned here from ${title}`, sha256 };
}

const TUNED_TITLE = "fine-tuned ";

/** Whether a backbone belongs to one model. */
export function isOfModel({ id }: BackboneInfo): boolean {
  return id.startsWith(MODEL_PREFIX) || id.startsWith(TUNED_PREFIX);
}

/** Short name of a backbone, for the status line and next to metrics. */
export function backboneTitle(info: BackboneInfo): string {
  if (info.id === STARTER_ID) return isRetiredStarter(info) ? "earlier starter backbone" : "starter backbone";
  if (info.id.startsWith(OWN_PREFIX)) return info.id.slice(OWN_PREFIX.length);
  if (info.id.startsWith(TUNED_PREFIX)) return info.id.slice(TUNED_PREFIX.length);
  if (isOfModel(info)) return `a MobileNetV2 ${widthName(info.width)} of its own`;
  return `ImageNet ${info.id}`;
}

/**
 * Values from a file of little-endian float32, as the build writes them.
 * @throws AppError `bad-checkpoint` if the length does not match the width
 */
export function weightsFromBytes(bytes: ArrayBuffer, width: Width, name: string): BackboneWeights {
  const expected = parameterCount(width) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== expected) {
    throw new AppError("bad-checkpoint", `${name} has ${bytes.byteLength} bytes; expected ${expected}.`, {
      file: name,
      next: "Reload the page; if that does not help, rebuild it.",
    });
  }
  return { width, values: new Float32Array(bytes) };
}

/** Whether two backbones have the same weights; a head only works on features of its own backbone. */
export function sameBackbone(one: BackboneInfo, other: BackboneInfo): boolean {
  return one.sha256 === other.sha256;
}
