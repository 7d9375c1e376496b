import { create } from "zustand";
import type { GroupOf } from "../../dataset/groups";

/** Groups by which a model's figures are told, and where they come from. */
export interface ChosenGroups {
  readonly groups: GroupOf;
  /** "groups.csv", or the names of the folders. */
  readonly source: string;
  /** How many of the photos that were there then belong to none. */
  readonly without: number;
}

/** The groups that were chosen last; undefined: none. */
export const useGroups = create<{ readonly chosen: ChosenGroups | undefined }>(() => ({ chosen: undefined }));

export function chooseGroups(chosen: ChosenGroups | undefined): void {
  useGroups.setState({ chosen });
}
