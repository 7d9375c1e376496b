import { type TransferHandler, transferHandlers } from "comlink";
import { AppError, type ErrorCode } from "../../common/error";
import { hooksHandler } from "./hooks";

/** How an `AppError` or any other error crosses between threads. */
interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly app: { readonly code: ErrorCode; readonly file?: string; readonly next?: string } | undefined;
}

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

/** Registers how hooks and errors cross the thread boundary; each side calls it before its first message. */
export function registerTransferHandlers(): void {
  transferHandlers.set("hooks", hooksHandler);
  const thrown = transferHandlers.get("throw");
  if (thrown === undefined) throw new Error("Comlink has no handler for thrown values.");
  const errors: TransferHandler<{ value: unknown }, SentError> = {
    // Comlink marks thrown values with a private symbol, so only its own test can recognise them.
    canHandle: (value): value is { value: unknown } => thrown.canHandle(value),
    serialize: ({ value }) => [pack(value), []],
    deserialize(sent) {
      throw unpack(sent);
    },
  };
  transferHandlers.set("throw", errors);
}
