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
  /** The names of the callbacks. */
  readonly names: readonly string[];
}

/** The worker's ends of the ports, by the hooks of the calls that are under way. */
const ports = new WeakMap<object, MessagePort>();

/** Whether a worker's method was called with hooks: a signal and, beside it, callbacks that return nothing. */
export function isHooks(value: unknown): value is Stoppable {
  return (
    typeof value === "object" && value !== null && "signal" in value && value.signal instanceof AbortSignal
  );
}

/**
 * Lets hooks be an argument of a worker's method. The abort goes to the worker over a port of the call's own, and what
 * its callbacks are called with comes back over the same port.
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
 * The methods, each of which closes the port of its hooks when it is done. Nothing else would before the garbage is
 * collected. The page's side closes it, so that no callback is lost that was called just before the end.
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
