/** The two labels, in the order of the model's outputs: alphabetical, as Keras reads class folders. */
export const LABELS = ["female", "male"] as const;

export type Label = (typeof LABELS)[number];

/** Index of the model's output for `label`: 0 or 1. */
export function labelIndex(label: Label): 0 | 1 {
  return label === "female" ? 0 : 1;
}

/** The other of the two labels. */
export function otherLabel(label: Label): Label {
  return label === "female" ? "male" : "female";
}
