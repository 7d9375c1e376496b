import { Button } from "@mantine/core";
import { useState } from "react";
import { LABELS } from "../../common/label";
import type { Conflict } from "../../dataset/copies";
import { keepConflictAs } from "../../dataset/edits";
import { edit } from "../session/intake";
import { BreakablePath } from "../widgets/BreakablePath";
import { count } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { SamplePhoto } from "../widgets/SamplePhoto";
import classes from "./ConflictList.module.css";

/** Pairs shown at first. */
const PAGE = 6;

/** Photos that exist under both labels, as pairs to choose between. */
export function ConflictList({ found }: { found: readonly Conflict[] }) {
  const [shown, setShown] = useState(PAGE);
  if (found.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>
        {found.length === 1 ? "One photo has both labels" : "These photos have both labels"}
      </h2>
      <ul className={classes.list}>
        {found.slice(0, shown).map((conflict) => (
          <ConflictPair key={conflict.hash} conflict={conflict} />
        ))}
      </ul>
      {found.length > shown && (
        <Button variant="subtle" onClick={() => setShown(shown + 4 * PAGE)}>
          Show more ({count(found.length - shown)} left)
        </Button>
      )}
    </section>
  );
}

function ConflictPair({ conflict }: { conflict: Conflict }) {
  return (
    <li className={`${classes.pair} card`}>
      {LABELS.map((label) => {
        const sample = conflict[label][0];
        if (sample === undefined) return null;
        return (
          <div key={label} className={classes.side}>
            <SamplePhoto sample={sample} alt="" className={classes.photo} />
            <p className={classes.where}>
              <LabelMark label={label} />
              <span className={classes.path}>
                <BreakablePath path={sample.path} />
              </span>
            </p>
            <Button
              variant="default"
              size="xs"
              data-testid="settle-conflict"
              data-label={label}
              aria-label={`Keep as ${label}: ${sample.path}`}
              onClick={() => edit(keepConflictAs(conflict.hash, label))}
            >
              Keep as {label}
            </Button>
          </div>
        );
      })}
    </li>
  );
}
