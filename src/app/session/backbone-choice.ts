import type { BackboneInfo } from "../../backbone/weights";
import { toAppError } from "../../common/error";
import type { BackboneRef, BackendSpeed } from "../../engine/protocol/protocol";
import type { BackendChoice } from "../../engine/storage/preferences";
import { engine, type Session, useSession } from "./store";

/** The backbone to train on: the chosen one, or the best there is. */
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

/** Takes a Keras checkpoint and makes it the backbone to train on. @throws AppError `bad-checkpoint` */
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
 * Measures this machine with the chosen backbone, if that was not done before; the worker then has it loaded.
 * Failing is no matter here: training says what is wrong when it is asked for.
 */
export async function prepareEngine(): Promise<readonly BackendSpeed[] | undefined> {
  const ref = chosenBackbone(useSession.getState());
  if (ref === undefined) return undefined;
  const speeds = await engine.backends.speeds(ref, new AbortController().signal).catch(() => undefined);
  if (speeds !== undefined) useSession.setState({ speeds: { sha256: ref.info.sha256, speeds } });
  return speeds;
}
