import { expose, type Remote, releaseProxy, transfer, wrap } from "comlink";
import type { Stoppable } from "../../common/progress";
import { sha256 } from "../../common/sha256";
import { headOf } from "../../head/parameters";
import { keepPlan, keepState, keptState } from "../../storage/stored-tuning";
import { fineTune, initialState, type Replica } from "../../tuning/fine-tune";
import type { TuningPlan } from "../../tuning/plan";
import type { ReplicaRequest, TuneAnswer, TuneHooks, TuneRequest } from "../protocol/protocol";
import { tuningGate } from "./tuning-gate";
import { PhotoReplica } from "./tuning-replica";

/** A replica behind a port. */
export interface ServedReplica extends Replica {
  close(): Promise<void>;
}

/**
 * Fine-tunes on this worker's copy of the network and on those behind the ports, from the beginning or from the last
 * checkpoint; one is kept after every epoch.
 * @param ports of workers that were told to `assist`
 * @throws AppError as `PhotoReplica.open` and the photos' decoding do; AbortError when stopped
 */
export async function tune(
  { replica: request, job, plan }: TuneRequest,
  ports: readonly MessagePort[],
  { signal, onProgress, onEpoch }: TuneHooks,
): Promise<TuneAnswer> {
  tuningGate.hold(false);
  const own = await PhotoReplica.open(request, signal);
  const others = ports.map((port) => wrap<ServedReplica>(port));
  try {
    // Where the browser keeps nothing, a fine-tuning can be finished but not resumed. Without its plan no checkpoint
    // is kept either: it could end up under the plan of an earlier fine-tuning.
    const hasPlan = plan === undefined || (await isKept(plan));
    const kept = plan === undefined ? await keptState() : undefined;
    const state = kept?.state ?? initialState(own.initial);
    const started = performance.now();
    const seconds = () => (kept?.seconds ?? 0) + (performance.now() - started) / 1000;
    const replicas = [own, ...others.map(sending)];
    const { best, history } = await fineTune(job, state, replicas, {
      signal,
      ready: () => tuningGate.pass(signal),
      onStep: (done, total) => onProgress({ stage: "tune", done, total }),
      async onEpoch(epoch, reached) {
        if (hasPlan) await keepState(reached, seconds()).catch(() => undefined);
        onEpoch(epoch);
      },
    });
    const tuned = { history, bestEpoch: best.epoch, seconds: seconds() };
    const values = own.weights(best.parameters);
    const head = headOf(own.head(best.parameters), request.loss.dropout);
    return { ...tuned, values, sha256: await sha256(values), head };
  } finally {
    await Promise.allSettled(others.map((other) => other.close()));
    for (const other of others) other[releaseProxy]();
    own.close();
  }
}

async function isKept(plan: TuningPlan): Promise<boolean> {
  try {
    await keepPlan(plan);
    return true;
  } catch {
    return false;
  }
}

/** Serves a replica until its other side has closed it. */
export async function assist(
  request: ReplicaRequest,
  port: MessagePort,
  { signal }: Stoppable,
): Promise<void> {
  const replica = await PhotoReplica.open(request, signal);
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      const served: ServedReplica = {
        setParameters: (parameters) => replica.setParameters(parameters),
        async step(share) {
          const outcome = await replica.step(share);
          return transfer(outcome, [outcome.gradient.buffer]);
        },
        scores: (photos) => replica.scores(photos),
        close: async () => resolve(),
      };
      expose(served, port);
    });
  } finally {
    replica.close();
  }
}

/** A replica whose parameters are sent, not copied. */
function sending(other: Remote<ServedReplica>): Replica {
  return {
    setParameters: (parameters) => other.setParameters(transfer(parameters, [parameters.buffer])),
    step: (share) => other.step(share),
    scores: (photos) => other.scores(photos),
  };
}
