import { figure, percent } from "../common/words";

/** The five figures that everybody asks for. */
export type FigureName = "accuracy" | "precision" | "recall" | "f1" | "rocAuc";

/** The five figures in the order in which they are shown, as they are called and written. */
export const FIGURES: readonly {
  readonly name: FigureName;
  readonly title: string;
  readonly format: (value: number | undefined) => string;
}[] = [
  { name: "accuracy", title: "Accuracy", format: percent },
  { name: "precision", title: "Precision", format: percent },
  { name: "recall", title: "Recall", format: percent },
  { name: "f1", title: "F1", format: percent },
  { name: "rocAuc", title: "ROC AUC", format: figure },
];
