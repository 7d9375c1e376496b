import type { TransferHandler } from "comlink";
import type { Stoppable } from "../../common/progress";

/** Tells the page's side that the call is over. */
const OVER = "over";

/** A callback's name and arguments on their way to the page. */
interface News {
  readonly name: string;
  readonly values: readonly unknown[];
}

interface SentHooks {
  readonly port: MessagePort;
  readonly isAborted: boolean;
  /** Names of the callbacks. */
  readonly names: readonly string[];
}

/** The worker's ends of the ports, by the hooks of the pending calls. */
const ports = new WeakMap<object, MessagePort>();

/** Whether a worker's method was called with hooks: a signal and callbacks that return nothing. */
export function isHooks(value: unknown): value is Stoppable {
  return (
    typeof value === "object" && value !== null && "signal" in value && value.signal instanceof AbortSignal
  );
}

/**
 * Lets a worker's method take hooks as an argument. Each call has a port, which carries the abort to the worker and the
 * arguments of the callbacks back.
 */
export const hooksHandler: TransferHandler<Stoppable, SentHooks> = {
  canHandle: isHooks,
  serialize(hooks) {
    const { signal } = hooks;
    const callbacks = new Map<string, (...values: readonly unknown[]) => void>(
      Object.entries(hooks).filter(([, value]) => typeof value === "function"),
    );
    const { port1: near, port2: far } = new MessageChannel();
    const abort = () => near.postMessage("abort");
    signal.addEventListener("abort", abort, { once: true });
    near.onmessage = ({ data }: MessageEvent<News | typeof OVER>) => {
      if (data !== OVER) return callbacks.get(data.name)?.(...data.values);
      signal.removeEventListener("abort", abort);
      near.close();
    };
    return [{ port: far, isAborted: signal.aborted, names: [...callbacks.keys()] }, [far]];
  },
  deserialize({ port, isAborted, names }) {
    const controller = new AbortController();
    if (isAborted) controller.abort();
    port.onmessage = () => controller.abort();
    const callbacks = names.map((name) => {
      const send = (...values: readonly unknown[]) => port.postMessage({ name, values } satisfies News);
      return [name, send] as const;
    });
    const hooks = { ...Object.fromEntries(callbacks), signal: controller.signal };
    ports.set(hooks, port);
    return hooks;
  },
};

type Methods = Readonly<Record<string, (...values: never[]) => Promise<unknown>>>;

/**
 * Wraps the methods so that each closes the port of its hooks when it is done; otherwise it would stay open until
 * garbage collection. The page's side does the closing, so that callbacks called just before the end are not lost.
 */
export function closingPorts<T extends Methods>(methods: T): T {
  const closing = Object.entries(methods).map(([name, method]) => {
    const call = async (...values: never[]) => {
      try {
        return await method(...values);
      } finally {
        const hooks: unknown = values.at(-1);
        if (isHooks(hooks)) ports.get(hooks)?.postMessage(OVER);
      }
    };
    return [name, call] as const;
  });
  return Object.fromEntries(closing) as T;
}
