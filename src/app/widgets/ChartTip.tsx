import classes from "./PlotChart.module.css";

/** The box next to the pointer, or next to the point chosen with the arrow keys. Screen readers announce it. */
export function ChartTip({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div className={classes.tip} role="status">
      <strong>{title}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
