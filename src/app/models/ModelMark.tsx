import { modelMarks } from "../../plots/compared-roc-plot";
import { Swatch } from "../widgets/PlotLayer";

/** A piece of a model's line with its point, as in the chart. */
export function ModelMark({ index }: { index: 0 | 1 }) {
  return <Swatch marks={modelMarks(index, [], [])} />;
}
