import { useMemo, useRef, useState } from "react";
import type { Label } from "../../common/label";
import type { Sample, Split } from "../../dataset/sample";
import { columnKey, step } from "./column-keys";
import classes from "./PhotoColumn.module.css";
import type { Selection, SelectionChange } from "./selection";
import { Thumbnail } from "./Thumbnail";
import { GAP, useGridFocus, usePhotoRows } from "./usePhotoRows";

/** Actions on photos, besides selecting them. */
export interface PhotoActions {
  readonly open: (id: number) => void;
  readonly remove: (ids: Iterable<number>) => void;
  readonly mark: (ids: Iterable<number>, label: Label) => void;
}

export interface PhotoGridProps {
  readonly label: Label;
  readonly photos: readonly Sample[];
  readonly splits: ReadonlyMap<number, Split>;
  readonly selection: Selection;
  readonly change: (change: SelectionChange) => void;
  readonly actions: PhotoActions;
  readonly perRow: number;
  /** In px, including the gap below. */
  readonly rowHeight: number;
}

/** The photos of one label as a virtualised grid with a single tab stop. */
export function PhotoGrid(props: PhotoGridProps) {
  const { label, photos, splits, selection, perRow, rowHeight } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, photos.length - 1);
  const count = Math.ceil(photos.length / perRow);
  const rows = usePhotoRows(grid, { count, rowHeight, activeRow: Math.floor(active / perRow) });
  const focusSoon = useGridFocus(grid, active);
  const moveTo = (index: number) => {
    setActive(index);
    focusSoon();
    rows.scrollTo(Math.floor(index / perRow));
  };
  const handlers = useGridHandlers(props, { active, setActive, moveTo });

  return (
    <div
      ref={grid}
      role="listbox"
      data-label={label}
      tabIndex={-1}
      aria-multiselectable="true"
      aria-label={`Photos labelled ${label}`}
      className={classes.grid}
      style={{ height: rows.height }}
      {...handlers}
    >
      {rows.inView.map(({ row, top }) => (
        <div
          key={row}
          role="presentation"
          className={classes.row}
          style={{
            transform: `translateY(${top}px)`,
            gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))`,
            gap: GAP,
          }}
        >
          {photos.slice(row * perRow, (row + 1) * perRow).map((sample, column) => (
            <Thumbnail
              key={sample.id}
              sample={sample}
              part={splits.get(sample.id)}
              index={row * perRow + column}
              of={photos.length}
              selected={selection.ids.has(sample.id)}
              isTabStop={row * perRow + column === active}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Roving {
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly moveTo: (index: number) => void;
}

/** Mouse, touch and keyboard handlers on the grid, shared by all thumbnails. */
function useGridHandlers(
  { photos, selection, change, actions, perRow }: PhotoGridProps,
  { active, setActive, moveTo }: Roving,
) {
  const order = useMemo(() => photos.map(({ id }) => id), [photos]);

  function onKeyDown(event: React.KeyboardEvent): void {
    const key = columnKey(event);
    const id = order[active];
    if (key === undefined || id === undefined) return;
    event.preventDefault();
    const chosen = selection.ids.size > 0 ? selection.ids : [id];
    switch (key.kind) {
      case "move": {
        const index = step(key.by, active, photos.length, perRow);
        if (key.extend) {
          if (selection.anchor === undefined) change({ kind: "only", id, order });
          change({ kind: "range", id: order[index] ?? id, order });
        }
        moveTo(index);
        break;
      }
      case "open":
        actions.open(id);
        break;
      case "remove":
        actions.remove(chosen);
        break;
      case "mark":
        actions.mark(chosen, key.label);
        break;
      default:
        change({ kind: key.kind, id, order });
    }
  }

  function onClick(event: React.MouseEvent): void {
    const index = indexAt(event.target);
    const id = index === undefined ? undefined : order[index];
    if (index === undefined || id === undefined) return;
    setActive(index);
    // Touch has no Ctrl or Shift key, so each tap adds or removes one photo.
    const isFinger = "pointerType" in event.nativeEvent && event.nativeEvent.pointerType === "touch";
    const isToggle = event.ctrlKey || event.metaKey || isFinger;
    change({ kind: event.shiftKey ? "range" : isToggle ? "toggle" : "only", id, order });
  }

  function onDoubleClick(event: React.MouseEvent): void {
    const id = order[indexAt(event.target) ?? -1];
    if (id !== undefined) actions.open(id);
  }

  return {
    onKeyDown,
    onClick,
    onDoubleClick,
    onFocus: (event: React.FocusEvent) => setActive(indexAt(event.target) ?? active),
  };
}

/** The index of the photo that contains `target`. */
function indexAt(target: EventTarget): number | undefined {
  const photo = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return photo === null ? undefined : Number(photo.dataset.index);
}
