import { get, set } from "idb-keyval";
import type { BackendName, BackendSpeed } from "../backbone/backend";
import { lazyStore } from "../common/store";

const store = lazyStore("preferences");

/** How to compute: what was measured to be fastest, or what the user insists on. */
export type BackendChoice = "auto" | BackendName;

export async function readBackendChoice(): Promise<BackendChoice> {
  return (await get<BackendChoice>("backend", store()).catch(() => undefined)) ?? "auto";
}

export async function writeBackendChoice(choice: BackendChoice): Promise<void> {
  await set("backend", choice, store()).catch(() => undefined);
}

/** Speeds measured before with this browser version and this backbone. */
export async function readSpeeds(backboneHash: string): Promise<readonly BackendSpeed[] | undefined> {
  return get<readonly BackendSpeed[]>(speedKey(backboneHash), store()).catch(() => undefined);
}

export async function writeSpeeds(backboneHash: string, speeds: readonly BackendSpeed[]): Promise<void> {
  await set(speedKey(backboneHash), speeds, store()).catch(() => undefined);
}

/** Whether this browser was rid of what `version` of the page has no use for. */
export async function isTidied(version: string): Promise<boolean> {
  return (await get<string>("tidied", store())) === version;
}

export async function markTidied(version: string): Promise<void> {
  await set("tidied", version, store());
}

/** Another browser version may compute at another speed, or have another graphics driver. 2: with batches. */
function speedKey(backboneHash: string): string {
  return `speeds 2/${navigator.userAgent}/${backboneHash}`;
}
