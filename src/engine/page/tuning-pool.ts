import { transfer } from "comlink";
import type { TuneAnswer, TuneHooks, TuneRequest } from "../protocol/protocol";
import { EngineThread } from "./thread";

/** The workers of a fine-tuning run. They are separate, so that all memory is freed however the run ends. */
export class TuningPool {
  #lead: EngineThread | undefined;

  /**
   * Fine-tunes on `width` workers, the first of which leads.
   * @throws what a worker throws; AbortError when stopped
   */
  async run(request: TuneRequest, width: number, hooks: TuneHooks): Promise<TuneAnswer> {
    const lead = new EngineThread();
    const assistants = Array.from({ length: width - 1 }, () => new EngineThread());
    this.#lead = lead;
    try {
      const ports: MessagePort[] = [];
      const assisting = assistants.map((thread) => {
        const { port1, port2 } = new MessageChannel();
        ports.push(port1);
        const { replica } = request;
        return thread.worker.assist(replica, transfer(port2, [port2]), hooks);
      });
      const leading = lead.worker.tune(request, transfer(ports, ports), hooks);
      // If one fails, all fail: none can continue without the others.
      const [answer] = await Promise.all([leading, ...assisting]);
      return answer;
    } finally {
      this.#lead = undefined;
      for (const thread of [lead, ...assistants]) thread.end();
    }
  }

  /** Pauses before the next step, or resumes. Does nothing if no fine-tuning is running. */
  async hold(held: boolean): Promise<void> {
    await this.#lead?.worker.holdTuning(held);
  }
}
