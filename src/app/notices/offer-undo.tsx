import { notifications } from "@mantine/notifications";
import { notifyFailure } from "./notify-failure";
import { showNotice } from "./show-notice";
import { UndoMessage } from "./UndoMessage";

/** How long the undo button stays. */
const OFFER_MS = 12_000;

/** Says what was removed or changed and offers to undo it. */
export function offerUndo(what: string, undo: () => void | Promise<void>): void {
  const onUndo = () => {
    notifications.hide(id);
    void Promise.resolve(undo()).catch(notifyFailure);
  };
  const id = showNotice({ message: <UndoMessage what={what} onUndo={onUndo} />, autoClose: OFFER_MS });
}
