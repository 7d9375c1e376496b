import { Button } from "@mantine/core";
import { go } from "../session/store";
import { NoticeCard } from "./NoticeCard";

/** Says that the photos under Data have changed since a result was computed. */
export function ChangedSince({ onAgain }: { onAgain: () => void }) {
  return (
    <NoticeCard
      name="Changed since then"
      testId="changed-since"
      words={
        <>
          <p role="status">The photos or their labels have changed since then.</p>
          <p>The model will use the changes when you train again.</p>
        </>
      }
    >
      <Button variant="default" data-testid="analyse-again" onClick={onAgain}>
        Check again
      </Button>
      <Button data-testid="train-again" onClick={() => go("train")}>
        Train again
      </Button>
    </NoticeCard>
  );
}
