import { Text } from "@mantine/core";
import type { TrainedModel } from "../../models/model";
import { ErrorNotice } from "../widgets/ErrorNotice";
import classes from "./PhotoWhy.module.css";
import type { PhotoEvidence } from "./photo-evidence";
import { usePhotoEvidence } from "./usePhotoEvidence";
import { useWhy } from "./useWhy";
import { WhyLegend } from "./WhyLegend";
import { WhyPhoto } from "./WhyPhoto";
import { WhySwitch } from "./WhySwitch";
import { EXACT, focusSentence, sumSentence } from "./why-sentences";

/** One large photo with the switch for the evidence map, and the evidence in words. */
export function PhotoWhy({ file, alt, model }: { file: Blob; alt: string; model: TrainedModel }) {
  const mode = useWhy((why) => why.mode);
  const why = usePhotoEvidence(mode === "off" ? undefined : model, file);
  return (
    <>
      <div className={classes.stage}>
        <WhyPhoto file={file} alt={alt} mode={mode} why={why} preprocessing={model.preprocessing} />
      </div>
      <div className={classes.below}>
        <div className={classes.head}>
          <WhySwitch />
          {mode !== "off" && <WhyLegend />}
        </div>
        <Words why={why} />
      </div>
    </>
  );
}

function Words({ why }: { why: PhotoEvidence }) {
  switch (why.status) {
    case "off":
      return null;
    case "waiting":
      return <Text size="sm">Computing the map …</Text>;
    case "failed":
      return <ErrorNotice error={why.error} />;
    case "ready":
      return (
        <Text size="sm" className="tabular">
          {focusSentence(why.evidence)} {sumSentence(why.evidence)}{" "}
          <Text span c="dimmed">
            {EXACT}
          </Text>
        </Text>
      );
  }
}
