import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { conditionName } from "../../../conditions/conditions";
import type { Decision, TrainedModel } from "../../../models/model";
import type {
  ConditionFigures,
  LookFigures,
  StressFigures,
  StressTest,
} from "../../../models/stress-figures";
import { percent } from "../../widgets/format";
import { ConditionDetail } from "./ConditionDetail";
import classes from "./ConditionRow.module.css";
import { differenceText, STRENGTH_NAMES } from "./stress-words";

/** The bar starts at this accuracy, which guessing reaches. */
const GUESSING = 0.5;

/** One condition: the accuracy at each strength against that on the unchanged photos; the detail when open. */
export function ConditionRow({
  figures,
  all,
  ...others
}: {
  figures: ConditionFigures;
  all: StressFigures;
  model: TrainedModel;
  test: StressTest;
  decision: Decision;
}) {
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  return (
    <div className={classes.row}>
      <button
        type="button"
        className={classes.summary}
        data-condition={figures.condition}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detail : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={classes.name}>
          <IconChevronRight className={classes.chevron} size={18} aria-hidden="true" />
          {conditionName(figures.condition)}
        </span>
        {figures.looks.map((look) => (
          <Cell key={look.strength} look={look} clean={all.clean.accuracy} />
        ))}
      </button>
      {isOpen && (
        <section
          id={detail}
          className={classes.detail}
          aria-label={conditionName(figures.condition)}
          data-testid="condition-detail"
        >
          <ConditionDetail figures={figures} all={all} {...others} />
        </section>
      )}
    </div>
  );
}

function Cell({ look: { strength, accuracy }, clean }: { look: LookFigures; clean: number | undefined }) {
  return (
    <span className={classes.cell}>
      <span className="visually-hidden">{STRENGTH_NAMES[strength]}: </span>
      <span className={classes.figures}>
        <b>{percent(accuracy)}</b> <small>{differenceText(accuracy, clean)}</small>
      </span>
      <span className="bar-track" aria-hidden="true">
        <span className={classes.reach} style={{ width: place(accuracy) }} />
        <span className={classes.clean} style={{ left: place(clean) }} />
      </span>
    </span>
  );
}

function place(accuracy = GUESSING): string {
  return `${(100 * Math.max(0, accuracy - GUESSING)) / (1 - GUESSING)}%`;
}
