import type { GroupFigures } from "../../../metrics/group-comparison";
import { FigureTable } from "../../widgets/FigureTable";
import { count, figure, percent } from "../../widgets/format";
import classes from "./Groups.module.css";

const COLUMNS = ["Group", "Photos", "Accuracy", "95 % interval", "ROC AUC"];

/** One row per group: the number of photos, and the accuracy with its interval. */
export function GroupTable({ groups }: { groups: readonly GroupFigures[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen it scrolls, so it must be reachable by keyboard.
    <section className={classes.scroll} aria-label="Groups" tabIndex={0}>
      <FigureTable caption="Metrics of each group" columns={COLUMNS}>
        {groups.map((group) => (
          <Row key={group.name} group={group} />
        ))}
      </FigureTable>
    </section>
  );
}

function Row({ group: { name, figures, interval, isSmall } }: { group: GroupFigures }) {
  return (
    <tr data-group={name}>
      <th scope="row" className={classes.name}>
        {name}
        {isSmall && <span className={classes.small}>too few to tell</span>}
      </th>
      <td>{count(figures.count)}</td>
      <td>{percent(figures.accuracy)}</td>
      <td className={classes.range}>
        <span className={classes.track} aria-hidden="true">
          <span
            className={classes.reach}
            style={{ left: `${100 * interval.low}%`, right: `${100 - 100 * interval.high}%` }}
          />
          <span className={classes.dot} style={{ left: `${100 * (figures.accuracy ?? 0)}%` }} />
        </span>
        <span className="visually-hidden">
          {percent(interval.low)} to {percent(interval.high)}
        </span>
      </td>
      <td>{figure(figures.rocAuc)}</td>
    </tr>
  );
}
