import { type ProxyMethods, releaseProxy, type TransferHandler, transferHandlers } from "comlink";
import { AppError, type ErrorCode } from "../../common/error";

/** How an `AppError` or any other error crosses between threads. */
interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly app: { readonly code: ErrorCode; readonly file?: string; readonly next?: string } | undefined;
}

/** The ports over which aborts follow, by the signal. */
const ports = new WeakMap<AbortSignal, MessagePort>();

/** Closes the port of a signal whose call is over; on the other side it would stay until somebody collects garbage. */
export function closePort(signal: AbortSignal): void {
  ports.get(signal)?.close();
}

/** Lets go of a function of the page's when the work that it was lent for is over; else its port stays as well. */
export function lending<T>(callback: (news: never) => void, work: Promise<T>): Promise<T> {
  return work.finally((callback as typeof callback & ProxyMethods)[releaseProxy]);
}

/** Lets an `AbortSignal` be an argument of one call of a worker's function: the abort follows over a port. */
const abortSignals: TransferHandler<AbortSignal, { port: MessagePort; aborted: boolean }> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    const { port1, port2 } = new MessageChannel();
    ports.set(signal, port1);
    signal.addEventListener("abort", () => port1.postMessage("abort"), { once: true });
    return [{ port: port2, aborted: signal.aborted }, [port2]];
  },
  deserialize({ port, aborted }) {
    const controller = new AbortController();
    if (aborted) controller.abort();
    port.onmessage = () => {
      controller.abort();
      port.close();
    };
    return controller.signal;
  },
};

function pack(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  if (!(error instanceof AppError)) return { name, message, stack, app: undefined };
  const { code, file, next } = error;
  return { name, message, stack, app: { code, ...(file && { file }), ...(next && { next }) } };
}

function unpack({ name, message, stack, app }: SentError): Error {
  if (app !== undefined) return new AppError(app.code, message, app);
  return Object.assign(new Error(message), { name, stack });
}

/** Registers both; each side of the thread boundary calls it before its first message. */
export function registerTransferHandlers(): void {
  transferHandlers.set("abort-signal", abortSignals);
  const thrown = transferHandlers.get("throw");
  if (thrown === undefined) throw new Error("Comlink has no handler for thrown values.");
  const errors: TransferHandler<{ value: unknown }, SentError> = {
    // Comlink marks what was thrown by a symbol of its own, so its own test must decide.
    canHandle: (value): value is { value: unknown } => thrown.canHandle(value),
    serialize: ({ value }) => [pack(value), []],
    deserialize(sent) {
      throw unpack(sent);
    },
  };
  transferHandlers.set("throw", errors);
}
