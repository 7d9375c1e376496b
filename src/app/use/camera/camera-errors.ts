import { AppError } from "../../../common/error";

/** The page was opened at an address where browsers do not allow cameras. */
export function insecurePage(): AppError {
  return new AppError(
    "insecure-page",
    "Browsers allow the camera only on secure pages, and this address is not secure.",
    {
      next: "Open the page over https, or on this computer as localhost. Until then, you can drop photos here.",
    },
  );
}

/** The camera stopped while it was in use. */
export function unplugged(): AppError {
  return new AppError("camera", "The camera was unplugged or switched off.", {
    next: "Plug it in again, then press Try again.",
  });
}

/** What a browser's refusal to open the camera means, and what to do about it. */
export function cameraError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message } = thrown instanceof Error ? thrown : { name: "", message: String(thrown) };
  const [what, next] = explain(name, message);
  return new AppError("camera", what, { next, cause: thrown });
}

function explain(name: string, message: string): readonly [what: string, next: string] {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      if (/system/i.test(message)) {
        return [
          "The operating system does not let the browser use the camera.",
          "Allow the camera for this browser in the system’s privacy settings, then press Try again.",
        ];
      }
      if (/dismissed/i.test(message)) {
        return ["The browser asked for the camera and got no answer.", "Press Try again and choose Allow."];
      }
      return [
        "This page is not allowed to use the camera.",
        "Click the icon to the left of the address, allow the camera for this page, then press Try again.",
      ];
    case "NotFoundError":
    case "OverconstrainedError":
      return [
        "No camera was found.",
        "Plug one in or switch it on, then press Try again. Photos work without a camera.",
      ];
    case "NotReadableError":
    case "AbortError":
      return [
        "The camera sends no picture. Another program is probably using it.",
        "Close other programs and tabs that use the camera, then press Try again.",
      ];
    default:
      return [
        `The camera could not be opened: ${message}`,
        "Press Try again; if that does not help, reload the page.",
      ];
  }
}
