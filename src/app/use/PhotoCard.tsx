import { ActionIcon, Loader, Text } from "@mantine/core";
import { IconPhotoX, IconX } from "@tabler/icons-react";
import { memo } from "react";
import type { AppError } from "../../common/error";
import type { Prediction } from "../../models/decision";
import type { TrainedModel } from "../../models/model";
import { EvidenceSum } from "../why/EvidenceSum";
import { usePhotoEvidence } from "../why/usePhotoEvidence";
import { useWhy } from "../why/useWhy";
import { WhyPhoto } from "../why/WhyPhoto";
import { isClose } from "../widgets/answer-text";
import { AnswerSentence } from "./answer/AnswerSentence";
import { ConfidenceBar } from "./answer/ConfidenceBar";
import type { Look, TriedPhoto } from "./answer/tried-photos";
import classes from "./PhotoCard.module.css";

/** A photo with the model’s prediction, the evidence for it if that is switched on, or the error. */
export const PhotoCard = memo(function PhotoCard({
  photo,
  model,
  onRemove,
}: {
  photo: TriedPhoto;
  model: TrainedModel;
  onRemove: (id: number, button: HTMLElement) => void;
}) {
  const { id, name, file, look, drawable } = photo;
  const mode = useWhy((why) => why.mode);
  const why = usePhotoEvidence(mode !== "off" && look.status === "done" ? model : undefined, file);
  return (
    <article className={`${classes.card} card`} aria-label={name} data-status={look.status}>
      {look.status === "failed" ? (
        <Failure error={look.error} />
      ) : (
        <div className={classes.picture} data-why={mode}>
          {drawable && (
            <WhyPhoto file={file} alt={name} mode={mode} why={why} preprocessing={model.preprocessing} />
          )}
        </div>
      )}
      <div className={classes.answer}>
        <AnswerLines look={look} />
        {why.status !== "off" && <EvidenceSum why={why} />}
        <Text className={classes.name} size="xs" c="dimmed" title={name}>
          {look.status === "done" && isClose(look.prediction) && "Close to the threshold · "}
          {name}
        </Text>
      </div>
      <ActionIcon
        className={classes.remove}
        variant="default"
        radius="xl"
        size="md"
        aria-label={`Remove ${name}`}
        onClick={({ currentTarget }) => onRemove(id, currentTarget)}
      >
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
    </article>
  );
});

function Failure({ error }: { error: AppError }) {
  return (
    <div className={classes.failure}>
      <IconPhotoX size={28} stroke={1.5} aria-hidden="true" />
      <Text size="sm" fw={600}>
        {error.message}
      </Text>
      {error.next !== undefined && (
        <Text size="sm" c="dimmed">
          {error.next}
        </Text>
      )}
    </div>
  );
}

function AnswerLines({ look }: { look: Look }) {
  switch (look.status) {
    case "done":
      return <Answer {...look.prediction} />;
    case "failed":
      return null;
    case "stopped":
      return <p className={classes.pending}>Not classified</p>;
    default:
      return (
        <p className={classes.pending}>
          <Loader size={14} aria-hidden="true" /> {look.status === "looking" ? "Classifying …" : "Waiting …"}
        </p>
      );
  }
}

function Answer(prediction: Prediction) {
  return (
    <>
      <AnswerSentence prediction={prediction} />
      <ConfidenceBar prediction={prediction} />
    </>
  );
}
