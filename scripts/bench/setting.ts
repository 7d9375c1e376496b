import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BackboneInfo, type BackboneManifest, STARTER_ID } from "../../src/backbone/weights";
import { checkpointName } from "../backbone-sources";

const SHARED = fileURLToPath(new URL("../../../shared", import.meta.url));

/** Inputs shared by all measurements. */
export interface Setting {
  /** The production build's address. */
  readonly url: string;
  /** The pages of scripts/bench/page. */
  readonly benchUrl: string;
  /** A folder with `female` and `male` photos. */
  readonly faces: string;
  /** A temporary folder, deleted afterwards. */
  readonly temporary: string;
  /** The number of photos in the section about many photos. */
  readonly photos: number;
  /** The id of the backbone of width 0.35. */
  readonly narrow: string;
  /** The id of the backbone that ships with the project. */
  readonly starter: string;
  /** The id of the backbone of width 1.0; undefined if the build has none. */
  readonly wide: string | undefined;
}

/** The test material next to the checkout, if present; its README describes it. */
export const shared = {
  faces: ifPresent("faces"),
  narrow: ifPresent(join("backbone", checkpointName(0.35))),
  /** Random weights: speed does not depend on the values. */
  wide: ifPresent(join("golden", "backbone_1.0_random.h5")),
};

/** Makes the build take both widths from the test material if present; otherwise it looks in its usual places. */
export async function provideWeights(temporary: string): Promise<void> {
  const { narrow, wide } = shared;
  if (narrow === undefined || wide === undefined) return;
  const folder = join(temporary, "backbones");
  await mkdir(folder);
  await copyFile(narrow, join(folder, checkpointName(0.35)));
  await copyFile(wide, join(folder, checkpointName(1)));
  process.env.BACKBONE_DIR = folder;
}

/** The backbones that the page at an address offers. */
export async function offeredBackbones(url: string): Promise<Pick<Setting, "narrow" | "starter" | "wide">> {
  const response = await fetch(new URL("backbone/manifest.json", url));
  const { backbones } = (await response.json()) as BackboneManifest;
  const idOf = (fits: (backbone: BackboneInfo) => boolean) => backbones.find(fits)?.id;
  const narrow = idOf(({ width }) => width === 0.35);
  const starter = idOf(({ id }) => id === STARTER_ID);
  if (narrow === undefined || starter === undefined)
    throw new Error("The build has no backbone of width 0.35.");
  return { narrow, starter, wide: idOf(({ width }) => width === 1) };
}

function ifPresent(path: string): string | undefined {
  const full = join(SHARED, path);
  return existsSync(full) ? full : undefined;
}
