import { toAppError } from "../../common/error";
import { showNotice } from "./show-notice";

/** Shows an error that belongs to no place on the page, until the user closes it. */
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
