import { Text } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useRef } from "react";
import { nameOf } from "../../../dataset/paths";
import type { Sample } from "../../../dataset/sample";
import type { Pair, PairedPhoto } from "../../../duplicates/pairs";
import { partWords } from "../../data/parts";
import { Decisions } from "../../review/Decisions";
import { useDerivedData } from "../../session/derived";
import { BreakablePath } from "../../widgets/BreakablePath";
import { LabelMark } from "../../widgets/LabelMark";
import { SamplePhoto } from "../../widgets/SamplePhoto";
import { likeness } from "./duplicate-sentences";
import classes from "./PairCard.module.css";

/** Two duplicate photos side by side, with the buttons for each. */
export function PairCard({ pair, sampleById }: { pair: Pair; sampleById: ReadonlyMap<number, Sample> }) {
  const card = useRef<HTMLLIElement>(null);
  const sides = [pair.a, pair.b];
  const left = sides.filter(({ sample }) => sampleById.has(sample.id)).length;
  useDidUpdate(() => {
    // The button that left a photo out is gone, and the focus with it.
    if (document.activeElement === document.body) card.current?.focus();
  }, [left]);
  return (
    <li
      ref={card}
      tabIndex={-1}
      className={`${classes.card} card`}
      data-kind={pair.kind}
      aria-label={likeness(pair)}
    >
      <p className={classes.likeness}>{likeness(pair)}</p>
      <div className={classes.sides}>
        {sides.map((photo) => (
          <Side key={photo.sample.id} photo={photo} sample={sampleById.get(photo.sample.id)} />
        ))}
      </div>
    </li>
  );
}

/** One photo of a pair. @param sample as it is now; undefined if it was left out */
function Side({ photo, sample }: { photo: PairedPhoto; sample: Sample | undefined }) {
  const { splits } = useDerivedData();
  const { path, label, id } = photo.sample;
  const part = sample === undefined ? photo.part : splits.get(id);
  return (
    <figure className={classes.side} data-path={path} data-out={sample === undefined || undefined}>
      <SamplePhoto sample={sample ?? photo.sample} alt={nameOf(path)} className={classes.photo} />
      <figcaption className={classes.facts}>
        <span className={classes.label}>
          <LabelMark label={label} />
        </span>
        <span>{partWords(part)}</span>
        <span className={classes.path}>
          <BreakablePath path={path} />
        </span>
      </figcaption>
      {sample === undefined ? (
        <Text size="sm" fw={600} role="status">
          Left out
        </Text>
      ) : (
        <Decisions path={path} sample={sample} label={label} size="compact-sm" />
      )}
    </figure>
  );
}
