import { checkpointFromBytes } from "../../backbone/hdf5";
import {
  type BackboneInfo,
  type BackboneWeights,
  openedBackbone,
  weightsFromBytes,
} from "../../backbone/weights";
import { AppError } from "../../common/error";
import { sha256 } from "../../common/sha256";
import { keptValues } from "../../storage/stored-backbones";
import type { BackboneRef } from "../protocol/protocol";

/** Reads a checkpoint file. @throws AppError `bad-checkpoint` */
export async function ownBackbone(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly info: BackboneInfo; readonly weights: BackboneWeights }> {
  const weights = await checkpointFromBytes(bytes, name);
  const hash = await sha256(weights.values);
  return { info: openedBackbone(name, name, weights.width, hash), weights };
}

/**
 * The weights behind a reference, checked against its SHA-256.
 * @throws AppError `no-backbone` if they are not available, `wrong-backbone` if the SHA-256 differs
 */
export async function loadWeights({ info, url, values }: BackboneRef): Promise<BackboneWeights> {
  const weights = url === undefined ? await kept(info, values) : await served(info, url);
  if ((await sha256(weights.values)) !== info.sha256) {
    throw new AppError(
      "wrong-backbone",
      `The weights of ${info.id} are not the expected ones: their checksum differs.`,
      {
        next: "Reload the page.",
      },
    );
  }
  return weights;
}

async function kept(info: BackboneInfo, values: Blob | undefined): Promise<BackboneWeights> {
  if (values !== undefined)
    return { width: info.width, values: new Float32Array(await values.arrayBuffer()) };
  const found = await keptValues(info);
  if (found !== undefined) return { width: info.width, values: found };
  throw new AppError("no-backbone", `The backbone ${info.id} is not stored in this browser.`, {
    next: "Open its checkpoint file again under Train, Settings.",
  });
}

async function served(info: BackboneInfo, url: string): Promise<BackboneWeights> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return weightsFromBytes(await response.arrayBuffer(), info.width, info.id);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("no-backbone", `The weights of ${info.id} could not be loaded.`, {
      next: "Check that the page’s server is still running, then try again.",
      cause,
    });
  }
}
