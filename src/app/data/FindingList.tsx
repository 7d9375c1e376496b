import { IconAlertTriangle, IconInfoCircle, IconOctagonMinus } from "@tabler/icons-react";
import type { Finding } from "../../dataset/findings";
import classes from "./FindingList.module.css";

const KINDS = {
  blocker: { Icon: IconOctagonMinus, word: "Before you can train" },
  warning: { Icon: IconAlertTriangle, word: "Worth knowing" },
  note: { Icon: IconInfoCircle, word: "Note" },
} as const;

/** The findings about the data, the most serious first. */
export function FindingList({ findings, id }: { findings: readonly Finding[]; id: string }) {
  if (findings.length === 0) return null;
  return (
    <ul className={classes.list} id={id} aria-label="About these photos">
      {findings.map(({ kind, text }) => {
        const { Icon, word } = KINDS[kind];
        return (
          <li key={text} className={classes.finding} data-kind={kind}>
            <Icon size="1.25em" className={classes.icon} aria-hidden="true" />
            <span>
              <b>{word}:</b> {text}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
