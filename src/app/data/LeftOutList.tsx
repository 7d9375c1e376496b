import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useId, useMemo, useRef } from "react";
import type { LeftOut } from "../../dataset/sample";
import { count } from "../widgets/format";
import classes from "./LeftOutList.module.css";
import { type LeftOutLine, leftOutLines } from "./left-out-groups";

/** Height of a line before it is measured, in px. */
const ROW_HEIGHT = 40;

/** The files that are not used: their number, and a folded list that says which and why. */
export function LeftOutList({
  leftOut,
  startsOpen = false,
}: {
  leftOut: readonly LeftOut[];
  startsOpen?: boolean;
}) {
  const [isOpen, { toggle }] = useDisclosure(startsOpen);
  const id = useId();
  if (leftOut.length === 0) return null;
  return (
    <div>
      <div className={classes.summary}>
        <IconInfoCircle size="1.25em" className={classes.icon} aria-hidden="true" />
        <span className="tabular">
          {leftOut.length === 1 ? "1 file was left out." : `${count(leftOut.length)} files were left out.`}
        </span>
        <UnstyledButton
          className={classes.toggle}
          data-testid="left-out-toggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={toggle}
        >
          <IconChevronRight size="1.1em" className={classes.chevron} aria-hidden="true" />
          {leftOut.length === 1 ? "Which file, and why" : "Which files, and why"}
        </UnstyledButton>
      </div>
      {isOpen && <Rows id={id} leftOut={leftOut} />}
    </div>
  );
}

function Rows({ id, leftOut }: { id: string; leftOut: readonly LeftOut[] }) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => leftOutLines(leftOut), [leftOut]);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 5,
  });
  return (
    <section
      ref={box}
      id={id}
      className={`${classes.box} card`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Files left out"
      data-testid="left-out"
    >
      <ul className="virtual-list" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <li
              key={index}
              ref={rows.measureElement}
              data-index={index}
              data-grouped={line.kind === "file" && line.isGrouped}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
            >
              <Line line={line} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Line({ line }: { line: LeftOutLine }) {
  if (line.kind === "group") {
    return (
      <>
        <b className={classes.group}>{line.reason}</b>
        <span className={`${classes.reason} tabular`}>{count(line.size)} files</span>
      </>
    );
  }
  const { path, reason } = line.file;
  return (
    <>
      <span className={classes.path}>{path}</span>
      {/* In a group the heading shows the reason; only screen readers need it on each file. */}
      <span className={line.isGrouped ? "visually-hidden" : classes.reason}> {reason}</span>
    </>
  );
}
