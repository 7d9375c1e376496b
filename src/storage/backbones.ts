import { delMany, get, set, update } from "idb-keyval";
import { type BackboneInfo, type BackboneWeights, sameBackbone } from "../backbone/weights";
import { AppError } from "../common/error";
import { lazyStore } from "../common/store";

const store = lazyStore("backbones");

/** The key of the list of what was dropped; the values of each lie under its SHA-256. */
const LIST = "list";

/** The backbones that were dropped onto this page before. */
export async function keptBackbones(): Promise<BackboneInfo[]> {
  return (await get<BackboneInfo[]>(LIST, store())) ?? [];
}

/** Keeps a backbone in this browser. @throws AppError `storage` */
export async function keepBackbone(info: BackboneInfo, { values }: BackboneWeights): Promise<void> {
  try {
    await set(info.sha256, values, store());
    await update<BackboneInfo[]>(
      LIST,
      (kept = []) => [...kept.filter((one) => !sameBackbone(one, info)), info],
      store(),
    );
  } catch (cause) {
    throw new AppError("storage", "The backbone could not be kept in this browser.", {
      next: "Free some disk space or leave private browsing, then open it again.",
      cause,
    });
  }
}

/** Forgets kept backbones. */
export async function forgetBackbones(isForgotten: (info: BackboneInfo) => boolean): Promise<void> {
  const gone = (await keptBackbones()).filter(isForgotten);
  if (gone.length === 0) return;
  await update<BackboneInfo[]>(LIST, (kept = []) => kept.filter((info) => !isForgotten(info)), store());
  await delMany(
    gone.map(({ sha256 }) => sha256),
    store(),
  );
}

/** The values of a kept backbone; undefined where it is not here. */
export async function keptValues({ sha256 }: BackboneInfo): Promise<Float32Array<ArrayBuffer> | undefined> {
  return get<Float32Array<ArrayBuffer>>(sha256, store());
}
