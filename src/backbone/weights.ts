import { AppError } from "../common/error";
import { parameterCount, type Width, widthName } from "./architecture";

/** The backbone as data: its width and all its variables in the order of `variables(width)`. */
export interface BackboneWeights {
  readonly width: Width;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Where a backbone comes from, as the page shows it and a model remembers it. */
export interface BackboneInfo {
  /**
   * Names of widths (`1.0`, `0.35`) are ImageNet's, `starter` ships with the page (today's or a retired one), `own:…` was dropped
   * onto it, `model:…` came inside a model's file, `tuned:…` was fine-tuned here.
   */
  readonly id: string;
  readonly width: Width;
  /** A sentence fragment for people: "Keras Applications, ImageNet". */
  readonly origin: string;
  /** SHA-256 of the values as little-endian float32, hexadecimal. */
  readonly sha256: string;
}

/** A backbone that the page's own origin serves; `file` lies beside the manifest. */
export interface ServedBackbone extends BackboneInfo {
  readonly file: string;
}

/** What `backbone/manifest.json` holds: best first. */
export interface BackboneManifest {
  readonly backbones: readonly ServedBackbone[];
}

export const STARTER_ID = "starter";

/** A starter of an earlier version. It has the id of today's, so that only its weights tell it from that. */
interface RetiredStarter {
  /** SHA-256 as in `BackboneInfo`. */
  readonly sha256: string;
  readonly origin: string;
}

/**
 * Starters that earlier versions shipped. The build keeps them for the models that were trained on them; new models
 * are not trained on them. The checkpoint of each is `scripts/starter/retired/<first 12 digits of the hash>.h5`.
 */
export const RETIRED_STARTERS: readonly RetiredStarter[] = [
  {
    sha256: "0f1bffde59add3b5272e3f3763d2aeacf77ed9f1f31f228ed292f20b5cf63019",
    origin: "pretrained by Twofold on drawn faces",
  },
];

/** Whether a backbone has the weights of a retired starter, whatever it is called. */
export function isRetiredStarter({ sha256 }: Pick<BackboneInfo, "sha256">): boolean {
  return RETIRED_STARTERS.some((retired) => retired.sha256 === sha256);
}

/** What the id of a backbone begins with that was dropped onto the page. */
const OWN_PREFIX = "own:";

/** A backbone that was dropped onto the page. @param title what it is called */
export function openedBackbone(title: string, file: string, width: Width, sha256: string): BackboneInfo {
  return { id: `${OWN_PREFIX}${title}`, width, origin: `opened from ${file}`, sha256 };
}

/** Whether training may use a backbone: not one that belongs to one model, and no retired starter of the page's own. */
export function isToTrainOn(info: BackboneInfo): boolean {
  return !isOfModel(info) && !(info.id === STARTER_ID && isRetiredStarter(info));
}

/** Whether a backbone came in a file of its own or in a model's, rather than with the page. */
export function isOpened({ id }: BackboneInfo): boolean {
  return id.startsWith(OWN_PREFIX) || id.startsWith(MODEL_PREFIX);
}

/** What the id of a backbone begins with that belongs to one model, and is not offered to train others on. */
const MODEL_PREFIX = "model:";

/** A backbone that came inside the file of a model. What that file calls it is not taken on trust. */
export function backboneOfModel(file: string, width: Width, sha256: string): BackboneInfo {
  return { id: `${MODEL_PREFIX}${file}`, width, origin: `came with ${file}`, sha256 };
}

/** What the id of a backbone begins with that was fine-tuned here, for one model as well. */
const TUNED_PREFIX = "tuned:";

/** A backbone as it is after fine-tuning. */
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

/** Short name of a backbone for the status line and beside figures. */
export function backboneTitle(info: BackboneInfo): string {
  if (info.id === STARTER_ID) return isRetiredStarter(info) ? "earlier starter backbone" : "starter backbone";
  if (info.id.startsWith(OWN_PREFIX)) return info.id.slice(OWN_PREFIX.length);
  if (info.id.startsWith(TUNED_PREFIX)) return info.id.slice(TUNED_PREFIX.length);
  if (isOfModel(info)) return `a MobileNetV2 ${widthName(info.width)} of its own`;
  return `ImageNet ${info.id}`;
}

/**
 * Values from a file of little-endian float32, as the build writes them.
 * @throws AppError `bad-checkpoint` when the length is not that of the width.
 */
export function weightsFromBytes(bytes: ArrayBuffer, width: Width, name: string): BackboneWeights {
  const expected = parameterCount(width) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== expected) {
    throw new AppError(
      "bad-checkpoint",
      `${name} holds ${bytes.byteLength} bytes; ${expected} were expected.`,
      {
        file: name,
        next: "Reload the page; if that does not help, build it again.",
      },
    );
  }
  return { width, values: new Float32Array(bytes) };
}

/** Whether two backbones have the same weights; a head only works on the features of its own. */
export function sameBackbone(one: BackboneInfo, other: BackboneInfo): boolean {
  return one.sha256 === other.sha256;
}
