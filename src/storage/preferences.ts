import { get, set } from "idb-keyval";
import type { BackendName, BackendSpeed } from "../backbone/backend";
import { AppError } from "../common/error";
import { database } from "./database";
import { keepsNothing } from "./opening";
import type { Kind, RecordOf } from "./records";

const store = database.store("preferences");

/** How to compute: with the backend measured to be fastest, or the user's choice. */
export type BackendChoice = "auto" | BackendName;

export async function readBackendChoice(): Promise<BackendChoice> {
  return (await read("backend", "backendChoice")) ?? "auto";
}

export async function writeBackendChoice(choice: BackendChoice): Promise<void> {
  await set("backend", choice, store).catch(() => undefined);
}

/** Speeds measured earlier with this browser version and this backbone. */
export function readSpeeds(backboneHash: string): Promise<readonly BackendSpeed[] | undefined> {
  return read(speedKey(backboneHash), "speeds");
}

export async function writeSpeeds(backboneHash: string, speeds: readonly BackendSpeed[]): Promise<void> {
  await set(speedKey(backboneHash), speeds, store).catch(() => undefined);
}

/** Whether data that `version` of the page does not need were deleted in this browser. */
export async function isTidied(version: string): Promise<boolean> {
  return (await get<unknown>("tidied", store)) === version;
}

export async function markTidied(version: string): Promise<void> {
  await set("tidied", version, store);
}

/** Makes sure that the page can store something in this browser. @throws AppError `storage` */
export async function assertKeepsData(): Promise<void> {
  try {
    await set("visited", Date.now(), store);
  } catch (cause) {
    throw cause instanceof AppError ? cause : keepsNothing(cause);
  }
}

/** Undefined if nothing usable is stored: then the default applies. */
async function read<Name extends Kind>(key: string, kind: Name): Promise<RecordOf<Name> | undefined> {
  try {
    const value = await get<unknown>(key, store);
    if (value === undefined) return undefined;
    const { check } = await import("./records");
    const checked = check(kind, value);
    return "record" in checked ? checked.record : undefined;
  } catch {
    return undefined;
  }
}

/** Another browser version may have another speed or graphics driver. 2: the version of the record, with batches. */
function speedKey(backboneHash: string): string {
  return `speeds 2/${navigator.userAgent}/${backboneHash}`;
}
