/** What went wrong, for code that decides by it; the sentences are for people. */
export type ErrorCode =
  | "empty-file"
  | "not-an-image"
  | "unsupported-image"
  | "broken-image"
  | "image-too-large"
  | "unreadable-file"
  | "bad-zip"
  | "bad-project"
  | "bad-checkpoint"
  | "bad-model"
  | "no-backbone"
  | "wrong-backbone"
  | "no-backend"
  | "bad-data"
  | "storage"
  | "damaged-data"
  | "camera"
  | "insecure-page"
  | "old-browser"
  | "altered-canvas"
  | "internal";

/**
 * The one kind of error that reaches a person: what happened (`message`), to which file, and what to do next.
 * Anything else that is thrown is a mistake in the program.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { readonly file?: string; readonly next?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }

  get file(): string | undefined {
    return this.details.file;
  }

  get next(): string | undefined {
    return this.details.next;
  }
}

/** Errors that are about one photo; all others would come again with the next one. */
const PHOTO_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "empty-file",
  "not-an-image",
  "unsupported-image",
  "broken-image",
  "image-too-large",
  "unreadable-file",
]);

/** Whether an error is about one photo, so that the next one may well go through. */
export function concernsPhoto(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && PHOTO_ERRORS.has(thrown.code);
}

/** Turns whatever was thrown into an `AppError`, so that a screen has one kind to show. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError("internal", `Something unexpected went wrong: ${message}`, {
    next: "Your data is still here. Try again; if it happens again, reload the page.",
    cause: thrown,
  });
}

/** True for what `AbortSignal.throwIfAborted()` throws: the person stopped the work, nothing failed. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "AbortError";
}
