import { delMany, set, update } from "idb-keyval";
import { type BackboneInfo, type BackboneWeights, sameBackbone } from "../backbone/weights";
import { AppError } from "../common/error";
import { readList, readRecord } from "./damaged";
import { database } from "./database";

const store = database.store("backbones");

/** The key of the list of opened backbones; the values of each are stored under its SHA-256. */
const LIST = "list";

/** The backbones that the user has opened, across visits. */
export function keptBackbones(): Promise<readonly BackboneInfo[]> {
  return readList("backbones", LIST, "backbone");
}

/** Stores a backbone in this browser. @throws AppError `storage` */
export async function keepBackbone(info: BackboneInfo, { values }: BackboneWeights): Promise<void> {
  try {
    await set(info.sha256, values, store);
    await updateList((kept) => [...kept.filter((one) => !sameBackbone(one, info)), info]);
  } catch (cause) {
    throw new AppError("storage", "The backbone could not be stored in this browser.", {
      next: "Free some disk space or leave private browsing, then open it again.",
      cause,
    });
  }
}

/** Deletes stored backbones. */
export async function forgetBackbones(isForgotten: (info: BackboneInfo) => boolean): Promise<void> {
  const gone = (await keptBackbones()).filter(isForgotten);
  if (gone.length === 0) return;
  await updateList((kept) => kept.filter((info) => !isForgotten(info)));
  await delMany(
    gone.map(({ sha256 }) => sha256),
    store,
  );
}

/** The values of a stored backbone; undefined if there is none. */
export function keptValues({ sha256 }: BackboneInfo): Promise<BackboneWeights["values"] | undefined> {
  return readRecord("backbones", sha256, "weights");
}

/** Changes the list in one transaction; damaged items are set aside first. */
async function updateList(change: (kept: readonly BackboneInfo[]) => readonly BackboneInfo[]): Promise<void> {
  await keptBackbones();
  await update<readonly BackboneInfo[]>(LIST, (kept = []) => change(kept), store);
}
