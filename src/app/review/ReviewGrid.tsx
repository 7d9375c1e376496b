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

/** Photos rendered at first and added at a time: a cell of the confusion matrix may have thousands. */
const PAGE = 60;

/**
 * Photos to review, in the given order: each with its label and a few words. Each can be enlarged, relabelled and left
 * out. Edited photos stay in the list, so that it does not shift while the user works through it.
 */
export function ReviewGrid({
  name,
  items,
  onKeep,
  onEnlarge,
}: {
  name: string;
  items: readonly ReviewItem[];
  /** Called when a photo is enlarged and when it is closed, so that the drawer below does not close with it. */
  onEnlarge?: ((isEnlarged: boolean) => void) | undefined;
  /** Confirms a label, which removes the photo from the list; undefined if the labels are not in question. */
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
    // The focused photo is gone; the next one takes its place and the focus.
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

/** Focuses the same button on the photo at `place`, or on the last photo. */
function focusPhoto(list: HTMLUListElement | null, place: number): void {
  const photo = list?.children[Math.min(place, list.children.length - 1)];
  const target = photo?.querySelector<HTMLElement>("[data-keep]") ?? photo?.querySelector("button") ?? list;
  target?.focus();
}
