import { Button, Text } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { count, photos } from "../../../common/words";
import { remove } from "../../../dataset/edits";
import type { Sample } from "../../../dataset/sample";
import { type Harm, harmOf, keyOf, type Pair, sparesOf } from "../../../duplicates/pairs";
import type { Comparison } from "../../../engine/jobs/duplicates-job";
import { usePairs } from "../../session/duplicates";
import { edit } from "../../session/intake";
import { useSession } from "../../session/store";
import { aboutPairs, gaps, summary } from "./duplicate-sentences";
import { PairCard } from "./PairCard";
import classes from "./PairList.module.css";

/** Pairs shown at first, and added by each “Show more”. */
const PAGE = 60;

const HARMS: readonly Harm[] = ["labels", "split", "none"];

const NONE: readonly Pair[] = [];

/** The pairs of duplicates, the most harmful first. Resolved pairs stay, so that nothing moves while the user works. */
export function PairList({ comparison }: { comparison: Comparison }) {
  const now = usePairs() ?? NONE;
  const [listed, list] = useState(now);
  const [shown, setShown] = useState(PAGE);
  const samples = useSession(({ data }) => data.present.samples);
  const sampleById = useMemo(() => new Map(samples.map((sample) => [sample.id, sample])), [samples]);
  const all = withNew(listed, now);
  if (all !== listed) list(all);
  const rest = all.length - shown;
  return (
    <div className={classes.pairs}>
      <p className={classes.summary} role="status">
        {summary(now, all.length > 0)}
      </p>
      {gaps(comparison).map((gap) => (
        <Text key={gap} size="sm" c="dimmed">
          {gap}
        </Text>
      ))}
      {HARMS.map((harm) => (
        <Section
          key={harm}
          harm={harm}
          pairs={all.slice(0, shown).filter((pair) => harmOf(pair) === harm)}
          now={now}
          sampleById={sampleById}
        />
      ))}
      {rest > 0 && (
        <Button variant="default" onClick={() => setShown((before) => before + PAGE)}>
          Show more ({count(rest)} left)
        </Button>
      )}
    </div>
  );
}

/** The listed pairs, followed by new ones that an edit created: leaving out one of three copies leaves a new pair. */
function withNew(listed: readonly Pair[], now: readonly Pair[]): readonly Pair[] {
  const known = new Set(listed.map(keyOf));
  const fresh = now.filter((pair) => !known.has(keyOf(pair)));
  return fresh.length === 0 ? listed : [...listed, ...fresh];
}

function Section({
  harm,
  pairs,
  now,
  sampleById,
}: {
  harm: Harm;
  pairs: readonly Pair[];
  now: readonly Pair[];
  sampleById: ReadonlyMap<number, Sample>;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const open = useMemo(() => now.filter((pair) => harmOf(pair) === harm), [now, harm]);
  if (pairs.length === 0) return null;
  const { title, text } = aboutPairs(harm);
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div>
          <h3 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h3>
          <p className={classes.text}>{text}</p>
        </div>
        {harm !== "labels" && <LeaveOutSpares pairs={open} onDone={() => heading.current?.focus()} />}
      </div>
      <ul className={classes.list} aria-label={title}>
        {pairs.map((pair) => (
          <PairCard key={keyOf(pair)} pair={pair} sampleById={sampleById} />
        ))}
      </ul>
    </section>
  );
}

/** Leaves out one photo of each pair; shown only if that affects more than one photo. */
function LeaveOutSpares({ pairs, onDone }: { pairs: readonly Pair[]; onDone: () => void }) {
  const spares = useMemo(() => sparesOf(pairs), [pairs]);
  if (spares.size < 2) return null;
  return (
    <Button
      variant="default"
      size="sm"
      flex="none"
      data-testid="leave-out-spares"
      onClick={() => void edit(remove(spares)).then(onDone)}
    >
      Leave out one of each ({photos(spares.size)})
    </Button>
  );
}
