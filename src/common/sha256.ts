import { AppError } from "./error";

/** SHA-256 in hexadecimal. @throws AppError `insecure-page` if the browser disables cryptography on insecure pages */
export async function sha256(bytes: BufferSource): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw insecurePage();
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Browsers disable cryptography, locks and the camera on insecure pages. */
export function insecurePage(): AppError {
  return new AppError("insecure-page", "This page was opened over an insecure address.", {
    next: "Open it over https, or as localhost.",
  });
}
