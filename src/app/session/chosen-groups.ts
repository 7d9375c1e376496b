import { create } from "zustand";
import type { GroupOf } from "../../dataset/groups";

/** Groups by which to compare a model's metrics, and their source. */
export interface ChosenGroups {
  readonly groups: GroupOf;
  /** "groups.csv", or the names of the folders. */
  readonly source: string;
  /** How many of the photos loaded at that time belong to no group. */
  readonly without: number;
}

/** The groups chosen last; undefined: none. */
export const useGroups = create<{ readonly chosen: ChosenGroups | undefined }>(() => ({ chosen: undefined }));

export function chooseGroups(chosen: ChosenGroups | undefined): void {
  useGroups.setState({ chosen });
}
