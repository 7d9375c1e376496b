/** The selected photos by id, and the photo at which a range starts. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  readonly anchor: number | undefined;
}

export const NO_SELECTION: Selection = { ids: new Set(), anchor: undefined };

/** What a click or a key on the photo `id` does; `order` holds the ids of its column. */
export type SelectionChange =
  | {
      readonly kind: "only" | "toggle" | "range" | "all";
      readonly id: number;
      readonly order: readonly number[];
    }
  | { readonly kind: "none" };

/** The selection after a change. */
export function select(selection: Selection, change: SelectionChange): Selection {
  if (change.kind === "none") return NO_SELECTION;
  const { kind, id, order } = change;
  switch (kind) {
    case "only":
      return { ids: new Set([id]), anchor: id };
    case "toggle": {
      const ids = new Set(selection.ids);
      if (!ids.delete(id)) ids.add(id);
      return { ids, anchor: id };
    }
    case "range":
      return range(selection, id, order);
    case "all":
      return { ids: new Set([...selection.ids, ...order]), anchor: selection.anchor };
  }
}

/** Selects from the anchor to `id`, replacing the selection; only `id` if this column has no anchor. */
function range(selection: Selection, id: number, order: readonly number[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: new Set([id]), anchor: id };
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1));
  return { ids, anchor: selection.anchor };
}
