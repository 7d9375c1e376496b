import { Button } from "@mantine/core";
import { go } from "../session/store";
import notice from "./NoticeCard.module.css";

/** Says that a result is about photos that are not quite those under Data any more. */
export function ChangedSince({ onAgain }: { onAgain: () => void }) {
  return (
    <section className={notice.notice} aria-label="Changed since then" data-testid="changed-since">
      <div className={notice.words}>
        <p role="status">The photos or their labels have changed since then.</p>
        <p>The model learns of it when you train again.</p>
      </div>
      <div className={notice.actions}>
        <Button variant="default" data-testid="analyse-again" onClick={onAgain}>
          Check again
        </Button>
        <Button data-testid="train-again" onClick={() => go("train")}>
          Train again
        </Button>
      </div>
    </section>
  );
}
