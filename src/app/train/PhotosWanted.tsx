import { Button } from "@mantine/core";
import { are, photos as photosInWords } from "../../common/words";
import type { PhotosToTune } from "../session/photos-to-tune";
import { go } from "../session/store";
import { NoticeCard } from "../widgets/NoticeCard";

/** Which photos fine-tuning needs, and how to add them. */
export function PhotosWanted({ photos }: { photos: Exclude<PhotosToTune, { status: "here" }> }) {
  const [what, next] = wordsFor(photos);
  const areOthers = photos.status === "others";
  return (
    <NoticeCard
      name="Photos"
      testId="photos-wanted"
      words={
        <>
          <p>{what}</p>
          <p>{next}</p>
        </>
      }
    >
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
        {areOthers ? "Show the photos" : "Add photos"}
      </Button>
    </NoticeCard>
  );
}

function wordsFor(photos: Exclude<PhotosToTune, { status: "here" }>): readonly [string, string] {
  switch (photos.status) {
    case "none":
      return [
        "Fine-tuning needs the photos that the model was trained on, and they are not loaded.",
        "A model does not store its photos. Add the same folder again.",
      ];
    case "absent":
      return [
        `${photosInWords(photos.count)} that the model was trained on ${are(photos.count)} missing.`,
        "The project was saved without them. Add the folder of photos.",
      ];
    case "others":
      return [
        "The loaded photos are not exactly those that this model was trained on.",
        "Train a new model on them, which takes only seconds for photos processed before, and fine-tune that one.",
      ];
  }
}
