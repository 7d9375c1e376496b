import { Button } from "@mantine/core";
import { go } from "../session/store";
import notice from "./NoticeCard.module.css";

/** Says that the photos under Data have changed since a result was computed. */
export function ChangedSince({ onAgain }: { onAgain: () => void }) {
  return (
    <section className={notice.notice} aria-label="Changed since then" data-testid="changed-since">
      <div className={notice.words}>
        <p role="status">The photos or their labels have changed since then.</p>
        <p>The model will use the changes when you train again.</p>
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
