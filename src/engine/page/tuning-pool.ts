import { transfer } from "comlink";
import type { TuneAnswer, TuneHooks, TuneRequest } from "../protocol/protocol";
import { EngineThread } from "./thread";

/** The workers of a fine-tuning: of its own, so that all its memory is free when it ends, however it ends. */
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
    await this.#lead?.worker.holdTuning(held);
  }
}
