import { useCallback, useMemo, useReducer, useRef, useState } from "react";
import { LABELS } from "../../common/label";
import { relabel, remove } from "../../dataset/edits";
import type { Sample, Split } from "../../dataset/sample";
import { edit } from "../session/intake";
import { PhotoBar } from "./PhotoBar";
import { PhotoColumn } from "./PhotoColumn";
import classes from "./PhotoColumns.module.css";
import type { PhotoActions } from "./PhotoGrid";
import { PhotoModal } from "./PhotoModal";
import type { Columns, Filter } from "./parts";
import { NO_SELECTION, type Selection, select } from "./selection";

/** The photos in two columns, one per label, with the tools to edit them. */
export function PhotoColumns({
  total,
  all,
  splits,
}: {
  total: number;
  all: Columns;
  splits: ReadonlyMap<number, Split>;
}) {
  const [filter, setFilter] = useState<Filter>("all");
  const columns = useMemo(() => columnsOf(all, splits, filter), [all, splits, filter]);
  const [selectedBefore, change] = useReducer(select, NO_SELECTION);
  const selection = useMemo(() => onlyThose(selectedBefore, columns), [selectedBefore, columns]);
  const [opened, setOpened] = useState<number>();
  const bar = useRef<HTMLDivElement>(null);

  const actions = useMemo<PhotoActions>(
    () => ({
      open: setOpened,
      remove: (ids) => edit(remove(ids)),
      mark: (ids, label) => {
        void edit(relabel(ids, label));
        change({ kind: "none" });
      },
    }),
    [],
  );
  // The buttons disappear with the selection, so the focus moves to the bar itself.
  const focusBar = useCallback(() => bar.current?.focus({ preventScroll: true }), []);

  return (
    <div className={classes.photos}>
      <PhotoBar
        ref={bar}
        {...{ total, splits, filter, setFilter, selection, change, actions }}
        afterAction={focusBar}
      />
      <div className={classes.columns}>
        {LABELS.map((label) => (
          <PhotoColumn
            key={label}
            {...{ label, splits, selection, change, actions }}
            photos={columns[label]}
          />
        ))}
      </div>
      <PhotoModal
        {...{ columns, splits, actions }}
        id={opened}
        show={setOpened}
        onClose={() => {
          setOpened(undefined);
          // The dialog then returns the focus to the photo, if that still exists.
          focusBar();
        }}
      />
    </div>
  );
}

function columnsOf(all: Columns, splits: ReadonlyMap<number, Split>, filter: Filter): Columns {
  if (filter === "all") return all;
  const isShown = ({ id }: Sample) => splits.get(id) === filter;
  return { female: all.female.filter(isShown), male: all.male.filter(isShown) };
}

/** The selection without hidden photos: an action never affects a photo that is not shown. */
function onlyThose(selection: Selection, columns: Columns): Selection {
  if (selection.ids.size === 0) return selection;
  const ids = new Set<number>();
  for (const label of LABELS) {
    for (const { id } of columns[label]) if (selection.ids.has(id)) ids.add(id);
  }
  return ids.size === selection.ids.size ? selection : { ids, anchor: selection.anchor };
}
