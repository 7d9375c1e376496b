import { Radio } from "@mantine/core";
import type { TrainedModel } from "../../models/model";
import type { TunedBlocks } from "../../tuning/tuned";
import { tuningSeconds } from "../session/estimates";
import { useSession } from "../session/store";
import { changeTuning } from "../session/tuning";
import { duration } from "../widgets/format";
import classes from "./TuningBlocks.module.css";

const CHOICES: readonly { readonly value: TunedBlocks; readonly name: string; readonly about: string }[] = [
  {
    value: "all",
    name: "All blocks",
    about: "The whole network learns. This changes it the most and takes the longest.",
  },
  {
    value: "last",
    name: "Last blocks",
    about:
      "Only the last blocks learn, which combine what the earlier ones detect. Faster, but changes it less.",
  },
];

/** How much of the network to fine-tune, with the time each choice takes. */
export function TuningBlocks({ model }: { model: TrainedModel }) {
  const blocks = useSession(({ tuningSettings }) => tuningSettings.blocks);
  return (
    <Radio.Group
      label="What to train"
      value={blocks}
      onChange={(value) => changeTuning({ blocks: value === "last" ? "last" : "all" })}
    >
      <div className={classes.cards}>
        {CHOICES.map(({ value, name, about }) => (
          <Radio.Card
            key={value}
            value={value}
            className={classes.card}
            data-testid={`tuned-blocks-${value}`}
            aria-label={name}
            aria-description={about}
          >
            <Radio.Indicator />
            <span className={`${classes.name} tabular`}>
              {name}
              <Time model={model} blocks={value} />
            </span>
            <span className={classes.about}>{about}</span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function Time({ model, blocks }: { model: TrainedModel; blocks: TunedBlocks }) {
  const seconds = useSession((session) => tuningSeconds(model, blocks, session));
  return seconds === undefined ? null : <span className={classes.time}>roughly {duration(seconds)}</span>;
}
