import { modelMarks } from "../../plots/compared-roc-plot";
import { Swatch } from "../widgets/PlotLayer";

/** The legend mark of a model: a piece of its line with its point. */
export function ModelMark({ index }: { index: 0 | 1 }) {
  return <Swatch marks={modelMarks(index, [], [])} />;
}
