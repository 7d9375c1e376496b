import type { Fact } from "../../models/training-facts";
import classes from "./FactList.module.css";

export type { Fact };

/** Facts next to each other. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={`${classes.facts} tabular`}>
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={classes.value}>{value}</dd>
          <dd className={classes.note}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}
