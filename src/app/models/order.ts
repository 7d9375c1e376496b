import type { ListedModel } from "./listed";

/** The sort orders of the model list and their labels. */
export const ORDERS = {
  newest: "Newest first",
  name: "By name",
  accuracy: "Best accuracy first",
  rocAuc: "Best ROC AUC first",
  size: "Largest first",
} as const;

export type Order = keyof typeof ORDERS;

/** Whether a stored word is still a valid order. */
export function isOrder(word: string): word is Order {
  return word in ORDERS;
}

/** Sorts the models. Ties are sorted newest first; models without the metric come last. */
export function inOrder(models: readonly ListedModel[], order: Order): ListedModel[] {
  return [...models].sort((a, b) => compareBy(order, a, b) || b.model.created - a.model.created);
}

function compareBy(order: Order, a: ListedModel, b: ListedModel): number {
  switch (order) {
    case "newest":
      return 0;
    case "name":
      return a.model.name.localeCompare(b.model.name, "en", { numeric: true });
    case "accuracy":
    case "rocAuc":
      return highestFirst(a.checked?.figures[order], b.checked?.figures[order]);
    case "size":
      return b.size - a.size;
  }
}

function highestFirst(a: number | undefined, b: number | undefined): number {
  return (b ?? -1) - (a ?? -1);
}
