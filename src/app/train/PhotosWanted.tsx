import { Button } from "@mantine/core";
import { are, photos as photosInWords } from "../../common/words";
import type { PhotosToTune } from "../session/photos-to-tune";
import { go } from "../session/store";
import notice from "../widgets/NoticeCard.module.css";

/** Which photos fine-tuning needs, and how to add them. */
export function PhotosWanted({ photos }: { photos: Exclude<PhotosToTune, { status: "here" }> }) {
  const [what, next] = wordsFor(photos);
  const areOthers = photos.status === "others";
  return (
    <section className={notice.notice} aria-label="Photos" data-testid="photos-wanted">
      <div className={notice.words}>
        <p>{what}</p>
        <p>{next}</p>
      </div>
      <div className={notice.actions}>
        {areOthers && (
          <Button
            data-testid="photos-wanted-train"
            onClick={() => {
              window.location.hash = "train";
            }}
          >
            Train on these
          </Button>
        )}
        <Button
          variant={areOthers ? "default" : "filled"}
          data-testid="photos-wanted-add"
          onClick={() => go("data")}
        >
          {areOthers ? "See the photos" : "Add photos"}
        </Button>
      </div>
    </section>
  );
}

function wordsFor(photos: Exclude<PhotosToTune, { status: "here" }>): readonly [string, string] {
  switch (photos.status) {
    case "none":
      return [
        "It takes the photos that the model learned from, and they are not on this page now.",
        "Photos are not kept with a model. Add the same folder again.",
      ];
    case "absent":
      return [
        `${photosInWords(photos.count)} of those that the model learned from ${are(photos.count)} not here.`,
        "The project told of them without bringing them along. Add their folder.",
      ];
    case "others":
      return [
        "The photos on this page are not just those that this model learned from.",
        "Train on them as they are now, which takes seconds where they were looked at before, and fine-tune that model.",
      ];
  }
}
