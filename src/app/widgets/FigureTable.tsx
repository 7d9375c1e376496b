import type { ReactNode } from "react";
import classes from "./FigureTable.module.css";

/** A table of figures: a head row, and rows that start with their name. */
export function FigureTable({
  caption,
  columns,
  children,
}: {
  /** The table’s name for screen readers. */
  caption: string;
  /** The titles of the columns, which never change order. */
  columns: readonly ReactNode[];
  /** The rows. */
  children: ReactNode;
}) {
  return (
    <table className={`${classes.table} tabular`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change order
            <th scope="col" key={index}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
