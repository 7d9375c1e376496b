import type { ReactNode } from "react";
import classes from "./PlotChart.module.css";

/** The box beside the pointer, or beside the point that the arrow keys chose; screen readers hear it too. */
export function ChartTip({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.tip} role="status">
      <strong>{title}</strong>
      {children}
    </div>
  );
}
