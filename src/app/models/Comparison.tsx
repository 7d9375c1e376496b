import { Anchor, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMemo } from "react";
import { comparisonOf } from "../../models/comparison";
import type { Pair } from "../session/address";
import { useSession } from "../session/store";
import { PositiveSwitch } from "../widgets/Switch";
import { useHeadingFocus } from "../widgets/useHeadingFocus";
import { ComparedCurves } from "./ComparedCurves";
import classes from "./Comparison.module.css";
import { ComparisonTable } from "./ComparisonTable";
import { basisSentence, doubtSentence } from "./comparison-sentences";

/** Two models side by side: how good they are, on which photos, and how they were trained. */
export function Comparison({ models }: { models: Pair }) {
  const heading = useHeadingFocus();
  const positive = useSession((session) => session.positive);
  const [one, other] = models;
  const comparison = useMemo(() => comparisonOf(one, other), [one, other]);
  return (
    <div className="stack">
      <header className={classes.header}>
        <Anchor href="#models" className={classes.back} data-testid="all-models">
          <IconArrowLeft size={18} aria-hidden="true" />
          All models
        </Anchor>
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading}>
          Two models side by side
        </Title>
        <Text className={`${classes.basis} tabular`}>
          {basisSentence(comparison)} {doubtSentence(models, comparison)}
        </Text>
      </header>
      <PositiveSwitch positive={positive} />
      <div className={classes.pictures}>
        <ComparisonTable models={models} comparison={comparison} positive={positive} />
        <ComparedCurves models={models} comparison={comparison} positive={positive} />
      </div>
    </div>
  );
}
