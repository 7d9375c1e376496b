import type { ReactNode } from "react";
import classes from "./PlotChart.module.css";

/** The box next to the pointer, or next to the point chosen with the arrow keys. Screen readers announce it. */
export function ChartTip({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.tip} role="status">
      <strong>{title}</strong>
      {children}
    </div>
  );
}
