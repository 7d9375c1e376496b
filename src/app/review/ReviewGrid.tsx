import { Button, UnstyledButton } from "@mantine/core";
import { useDidUpdate } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { photos as photosText } from "../../common/words";
import { nameOf } from "../../dataset/paths";
import { useSamplesByPath } from "../session/derived";
import { LabelMark } from "../widgets/LabelMark";
import { SamplePhoto } from "../widgets/SamplePhoto";
import { Decisions } from "./Decisions";
import classes from "./ReviewGrid.module.css";
import { ReviewPhoto } from "./ReviewPhoto";
import type { ReviewItem } from "./review-item";

/** Photos that are drawn at first, and that are added at a time: a cell may have thousands. */
const PAGE = 60;

/**
 * Photos to go through, in their order: each with its picture, its label and a few words; each can be enlarged, given
 * the other label, and left out. What was decided stays in the list, so that it does not move under the hand.
 */
export function ReviewGrid({
  name,
  items,
  onKeep,
  onEnlarge,
}: {
  name: string;
  items: readonly ReviewItem[];
  /** Told when a photo is enlarged, and when none is any more: what lies below must not close with it. */
  onEnlarge?: ((isEnlarged: boolean) => void) | undefined;
  /** Says that a label is right, which takes the photo from the list; undefined where nobody asks. */
  onKeep?: ((item: ReviewItem) => void) | undefined;
}) {
  const [shown, setShown] = useState(PAGE);
  const [open, setOpen] = useState<number>();
  const enlarge = (index: number | undefined) => {
    setOpen(index);
    onEnlarge?.(index !== undefined);
  };
  const samples = useSamplesByPath();
  const some = useMemo(() => items.slice(0, shown), [items, shown]);
  const rest = items.length - some.length;
  const list = useRef<HTMLUListElement>(null);
  const kept = useRef<number>(undefined);
  useDidUpdate(() => {
    // The photo that had the focus is gone: its place is taken by the next one.
    const lost = kept.current !== undefined && document.activeElement === document.body;
    if (lost) focusPhoto(list.current, kept.current ?? 0);
    kept.current = undefined;
  }, [items]);
  return (
    <div className={classes.review}>
      <ul
        ref={list}
        className={classes.grid}
        data-wide={onKeep && true}
        aria-label={name}
        data-testid="review-grid"
        tabIndex={-1}
      >
        {some.map((item, index) => {
          const { path, label, words } = item;
          const sample = samples.get(path);
          return (
            <li key={path} className={`${classes.card} card`} data-path={path}>
              <UnstyledButton
                className={classes.picture}
                data-testid="enlarge-photo"
                aria-label={`Enlarge ${nameOf(path)}`}
                onClick={() => enlarge(index)}
              >
                <SamplePhoto sample={sample ?? { path, file: undefined }} alt="" className={classes.photo} />
              </UnstyledButton>
              <div className={classes.text}>
                <p className={classes.label}>
                  <LabelMark label={label} />
                </p>
                <div className={`${classes.words} tabular`}>{words}</div>
                <p className={classes.name} title={path}>
                  {nameOf(path)}
                </p>
              </div>
              <Decisions
                path={path}
                sample={sample}
                label={label}
                size="compact-sm"
                onKeep={
                  onKeep &&
                  (() => {
                    kept.current = index;
                    onKeep(item);
                  })
                }
              />
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <Button variant="default" onClick={() => setShown((before) => before + PAGE)}>
          Show more ({photosText(rest)} left)
        </Button>
      )}
      <ReviewPhoto
        items={items}
        index={open}
        show={setOpen}
        onClose={() => enlarge(undefined)}
        onKeep={onKeep}
      />
    </div>
  );
}

/** Puts the focus where the same can be done for the photo at a place, or for the last one. */
function focusPhoto(list: HTMLUListElement | null, place: number): void {
  const photo = list?.children[Math.min(place, list.children.length - 1)];
  const target = photo?.querySelector<HTMLElement>("[data-keep]") ?? photo?.querySelector("button") ?? list;
  target?.focus();
}
