import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { History } from "../../dataset/edits";
import { showNotice } from "../notices/show-notice";
import { UndoMessage } from "../notices/UndoMessage";
import { undoEdit } from "../session/intake";
import { useSession } from "../session/store";

const NOTICE_MS = 8000;
const SHORT_NOTICE_MS = 3000;

/** Shows a notice about each edit of the photos, with an undo button. */
export function useEditNotices(): void {
  useEffect(() => {
    let shown: string | undefined;
    return useSession.subscribe(({ data }, { data: before }) => {
      if (data === before) return;
      // One at a time: the Undo of an older notice would undo the newer edit.
      if (shown !== undefined) notifications.hide(shown);
      shown = notify(data, before);
    });
  }, []);
}

/** Shows the notice about one change; returns its id. */
function notify(data: History, before: History): string | undefined {
  const wasEmpty = before.present.samples.length === 0;
  if (wasEmpty && data.present.samples.length === 0) return undefined;
  if (data.future.length > before.future.length) {
    return tell(`Undone: ${data.future.at(-1)?.description}`);
  }
  if (data.present === before.future.at(-1)?.dataset) {
    return tell(`Redone: ${data.past.at(-1)?.description}`);
  }
  // The first photos fill the view; a notice would add nothing.
  if (wasEmpty) return undefined;
  const message = <Done data={data} />;
  return showNotice({ message, autoClose: NOTICE_MS });
}

function tell(message: string): string {
  return showNotice({ message, autoClose: SHORT_NOTICE_MS });
}

/** Offers Undo only for the latest edit, because Undo always affects that one. */
function Done({ data }: { data: History }) {
  const isLatest = useSession((session) => session.data.present === data.present);
  return <UndoMessage what={data.past.at(-1)?.description ?? ""} onUndo={isLatest ? undoEdit : undefined} />;
}
