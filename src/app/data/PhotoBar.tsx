import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp, IconTrash, IconX, IconZoomIn } from "@tabler/icons-react";
import { useMemo } from "react";
import { LABELS } from "../../common/label";
import type { Split } from "../../dataset/sample";
import { redoEdit, undoEdit } from "../session/intake";
import { useSession } from "../session/store";
import { count } from "../widgets/format";
import { LabelShape } from "../widgets/LabelMark";
import { ToolButton } from "../widgets/ToolButton";
import classes from "./PhotoBar.module.css";
import type { PhotoActions } from "./PhotoGrid";
import { type Filter, PARTS } from "./parts";
import type { Selection, SelectionChange } from "./selection";

/** The filter, or the tools for the selected photos; and undo and redo. */
export function PhotoBar({
  ref,
  total,
  splits,
  filter,
  setFilter,
  selection,
  change,
  actions,
  afterAction,
}: {
  ref: React.Ref<HTMLDivElement>;
  total: number;
  splits: ReadonlyMap<number, Split>;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  selection: Selection;
  change: (change: SelectionChange) => void;
  actions: PhotoActions;
  afterAction: () => void;
}) {
  return (
    <div ref={ref} className={classes.bar} role="toolbar" aria-label="Photos" tabIndex={-1}>
      {selection.ids.size > 0 ? (
        <SelectionTools {...{ selection, change, actions, afterAction }} />
      ) : (
        <FilterControl {...{ total, splits, filter, setFilter }} />
      )}
      <HistoryButtons />
    </div>
  );
}

function FilterControl({
  total,
  splits,
  filter,
  setFilter,
}: {
  total: number;
  splits: ReadonlyMap<number, Split>;
  filter: Filter;
  setFilter: (filter: Filter) => void;
}) {
  const sizes = useMemo(() => {
    const sizes = { train: 0, val: 0, test: 0 };
    for (const split of splits.values()) sizes[split]++;
    return sizes;
  }, [splits]);
  const isTiny = useMediaQuery("(max-width: 30rem)");
  const data: { value: Filter; label: React.ReactNode }[] = [
    { value: "all", label: <Choice name="All" size={total} /> },
    ...PARTS.filter(({ split }) => sizes[split] > 0 || split === filter).map(({ split, name }) => ({
      value: split,
      label: <Choice name={name} size={sizes[split]} />,
    })),
  ];
  return (
    <SegmentedControl<Filter>
      className={classes.filter}
      size={isTiny ? "xs" : "sm"}
      aria-label="Which photos are shown"
      value={filter}
      onChange={setFilter}
      data={data}
    />
  );
}

function Choice({ name, size }: { name: string; size: number }) {
  return (
    <span className="tabular">
      {name} <span className={classes.size}>{count(size)}</span>
    </span>
  );
}

function SelectionTools({
  selection: { ids },
  change,
  actions,
  afterAction,
}: {
  selection: Selection;
  change: (change: SelectionChange) => void;
  actions: PhotoActions;
  afterAction: () => void;
}) {
  const isNarrow = useMediaQuery("(max-width: 48rem)");
  const [first] = ids;
  const run = (action: () => void) => () => {
    action();
    afterAction();
  };
  return (
    <div className={classes.tools}>
      <Tooltip label="Clear selection (Escape)">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Clear selection"
          onClick={run(() => change({ kind: "none" }))}
        >
          <IconX size={18} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <span className={`${classes.selected} tabular`} role="status">
        {count(ids.size)} <span className={classes.wide}>selected</span>
      </span>
      {LABELS.map((label) => (
        <Tooltip key={label} label={`Mark as ${label} (${label === "female" ? "F" : "M"})`}>
          <Button
            variant="default"
            size={isNarrow ? "compact-sm" : "compact-md"}
            leftSection={<LabelShape label={label} />}
            aria-label={`Mark as ${label}`}
            data-testid={`mark-${label}`}
            onClick={run(() => actions.mark(ids, label))}
          >
            {isNarrow ? label : `Mark as ${label}`}
          </Button>
        </Tooltip>
      ))}
      <Tool label="Remove" keys="Delete" onClick={run(() => actions.remove(ids))}>
        <IconTrash size={18} aria-hidden="true" />
      </Tool>
      {ids.size === 1 && first !== undefined && (
        <Tool label="Show larger" keys="Enter" onClick={() => actions.open(first)}>
          <IconZoomIn size={18} aria-hidden="true" />
        </Tool>
      )}
    </div>
  );
}

function Tool({
  label,
  keys,
  onClick,
  children,
}: {
  label: string;
  keys: string;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Undo and redo, each labelled with the edit it affects. */
function HistoryButtons() {
  const undone = useSession(({ data }) => data.past.at(-1)?.description);
  const redone = useSession(({ data }) => data.future.at(-1)?.description);
  return (
    <div className={classes.history}>
      <ToolButton
        label={named("Undo", undone)}
        data-testid="undo-edit"
        onClick={undone === undefined ? undefined : undoEdit}
      >
        <IconArrowBackUp size={20} aria-hidden="true" />
      </ToolButton>
      <ToolButton label={named("Redo", redone)} onClick={redone === undefined ? undefined : redoEdit}>
        <IconArrowForwardUp size={20} aria-hidden="true" />
      </ToolButton>
    </div>
  );
}

function named(word: string, what: string | undefined): string {
  return what === undefined ? word : `${word}: ${what}`;
}
