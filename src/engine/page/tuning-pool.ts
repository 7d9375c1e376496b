import { proxy, transfer } from "comlink";
import type { JobHooks } from "../../common/progress";
import type { Epoch } from "../../head/fit-head";
import type { TuneAnswer, TuneRequest } from "../protocol/protocol";
import { EngineThread } from "./thread";

/** The workers of a fine-tuning: of its own, so that all its memory is free when it ends, however it ends. */
export class TuningPool {
  #lead: EngineThread | undefined;

  /**
   * Fine-tunes on so many workers, the first of which leads.
   * @throws what a worker throws; AbortError when stopped
   */
  async run(
    request: TuneRequest,
    width: number,
    onEpoch: (epoch: Epoch) => void,
    { signal, onProgress }: JobHooks,
  ): Promise<TuneAnswer> {
    const lead = new EngineThread();
    const assistants = Array.from({ length: width - 1 }, () => new EngineThread());
    this.#lead = lead;
    try {
      const ports: MessagePort[] = [];
      const assisting = assistants.map((thread) => {
        const { port1, port2 } = new MessageChannel();
        ports.push(port1);
        const { replica } = request;
        return thread.call((worker, stop) => worker.assist(replica, transfer(port2, [port2]), stop), signal);
      });
      const leading = lead.call(
        (worker, stop) =>
          worker.tune(request, transfer(ports, ports), proxy(onProgress), proxy(onEpoch), stop),
        signal,
      );
      // Whichever fails, fails the whole; none can go on without the others.
      const [answer] = await Promise.all([leading, ...assisting]);
      return answer;
    } finally {
      this.#lead = undefined;
      for (const thread of [lead, ...assistants]) thread.end();
    }
  }

  /** Pauses before the next step, or goes on; nothing where nothing is fine-tuned. */
  async hold(held: boolean): Promise<void> {
    await this.#lead?.call((worker) => worker.holdTuning(held));
  }
}
