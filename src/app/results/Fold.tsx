import { Title } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { AskedAnalysis } from "../../report/analyses";
import classes from "./Fold.module.css";

/** The folds of Results, as in their test ids. */
export type FoldName = "figures" | "thresholds" | "sureness" | "training" | AskedAnalysis;

/** A collapsed section with more detail. Its content is rendered only while it is open. */
export function Fold({ name, title, children }: { name: FoldName; title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={classes.fold}
      data-testid={`fold-${name}`}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={classes.summary}>
        <IconChevronRight className={classes.chevron} size={18} aria-hidden="true" />
        <Title order={2} size="h4">
          {title}
        </Title>
      </summary>
      {isOpen && <div className={classes.content}>{children}</div>}
    </details>
  );
}
