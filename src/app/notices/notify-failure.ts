import { toAppError } from "../../common/error";
import { showNotice } from "./show-notice";

/** Shows an error that no place on the page is about, until it is closed. */
export function notifyFailure(thrown: unknown): void {
  const error = toAppError(thrown);
  showNotice({
    title: error.message,
    message: error.next,
    color: "red",
    autoClose: false,
    role: "alert",
    "data-testid": "error",
    "data-code": error.code,
  });
}
