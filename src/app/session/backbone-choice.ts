import type { BackendSpeed } from "../../backbone/backend";
import type { BackboneInfo } from "../../backbone/weights";
import { toAppError } from "../../common/error";
import type { BackboneRef } from "../../engine/protocol/protocol";
import type { BackendChoice } from "../../storage/preferences";
import { engine, type Session, useSession } from "./store";

/** The backbone to train on: the chosen one, or else the best available. */
export function chosenBackbone({ backbones, backboneHash }: Session): BackboneRef | undefined {
  if (backbones.status !== "ready") return undefined;
  return backbones.value.find(({ info }) => info.sha256 === backboneHash) ?? backbones.value[0];
}

export async function loadBackbones(): Promise<void> {
  try {
    const [value, backend] = await Promise.all([engine.backbones(), engine.backends.choice()]);
    useSession.setState({ backbones: { status: "ready", value }, backend });
  } catch (error) {
    useSession.setState({ backbones: { status: "failed", error: toAppError(error) } });
  }
}

/** Opens a Keras checkpoint and makes it the backbone to train on. @throws AppError `bad-checkpoint` */
export async function openCheckpoint(file: File): Promise<void> {
  await trainOn(await engine.openCheckpoint(file, file.name));
}

/** Makes a backbone that was just opened the one to train on. */
export async function trainOn({ sha256 }: BackboneInfo): Promise<void> {
  await loadBackbones();
  chooseBackbone(sha256);
}

export function chooseBackbone(sha256: string): void {
  useSession.setState({ backboneHash: sha256 });
  void prepareEngine();
}

export async function chooseBackend(backend: BackendChoice): Promise<void> {
  useSession.setState({ backend });
  await engine.backends.choose(backend);
}

/**
 * Measures the speed of this machine with the chosen backbone unless it is known; the worker then has the backbone
 * loaded. Errors are ignored: training reports them.
 */
export async function prepareEngine(): Promise<readonly BackendSpeed[] | undefined> {
  const ref = chosenBackbone(useSession.getState());
  if (ref === undefined) return undefined;
  const speeds = await engine.backends.speeds(ref, new AbortController().signal).catch(() => undefined);
  if (speeds !== undefined) useSession.setState({ speeds: { sha256: ref.info.sha256, speeds } });
  return speeds;
}
