/** What went wrong, for code to branch on; the messages are for users. */
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
  | "camera"
  | "insecure-page"
  | "old-browser"
  | "altered-canvas"
  | "internal";

/**
 * The only kind of error shown to users: what happened (`message`), to which file, and what to do next.
 * Any other thrown value is a bug.
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

/** Errors that concern a single photo; any other would occur again with the next photo. */
const PHOTO_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "empty-file",
  "not-an-image",
  "unsupported-image",
  "broken-image",
  "image-too-large",
  "unreadable-file",
]);

/** Whether an error concerns a single photo, so that the next photo may still work. */
export function concernsPhoto(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && PHOTO_ERRORS.has(thrown.code);
}

/** Converts any thrown value to an `AppError`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError("internal", `Unexpected error: ${message}`, {
    next: "Your data is still loaded. Try again; if it happens again, reload the page.",
    cause: thrown,
  });
}

/** Whether a thrown value comes from `AbortSignal.throwIfAborted()`: the user stopped the work, nothing failed. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "AbortError";
}
