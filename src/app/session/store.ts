import { create } from "zustand";
import type { AppError } from "../../common/error";
import type { Label } from "../../common/label";
import type { Progress } from "../../common/progress";
import { EMPTY_HISTORY, type History } from "../../dataset/edits";
import type { UnknownFolder } from "../../dataset/labels";
import type { DroppedFile, LeftOut, Split } from "../../dataset/sample";
import { keepsNothing } from "../../engine/page/browser-check";
import { Engine } from "../../engine/page/engine";
import type { BackboneRef, BackendSpeed, InterruptedTuning } from "../../engine/protocol/protocol";
import type { BackendChoice } from "../../engine/storage/preferences";
import type { Epoch } from "../../head/fit-head";
import { DEFAULT_SETTINGS, type TrainingSettings } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import { DEFAULT_TUNING, type TuningSettings } from "../../tuning/tuning-settings";

/** The five places of the page, in the order of the work. */
export const PLACES = ["data", "train", "results", "use", "models"] as const;

export type Place = (typeof PLACES)[number];

/** Files whose folders have names that nobody taught the page. */
export interface FolderQuestion {
  readonly files: readonly DroppedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly role: Split | undefined;
  readonly folders: readonly UnknownFolder[];
}

/** What is being done with dropped files, if anything. */
export type Intake =
  | { readonly status: "idle" }
  | { readonly status: "asking"; readonly question: FolderQuestion }
  | { readonly status: "busy"; readonly progress: Progress; readonly since: number }
  | { readonly status: "failed"; readonly error: AppError };

/** A training run. `since` and `stageSince` are `performance.now()` milliseconds. */
export type Training =
  | { readonly status: "idle" }
  | {
      readonly status: "running";
      readonly progress: Progress;
      readonly since: number;
      readonly stageSince: number;
      readonly epochs: readonly Epoch[];
      readonly of: number;
    }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly error: AppError }
  | { readonly status: "done"; readonly modelId: string; readonly saved: boolean };

/** Fine-tuning of the model `baseId`. Times are `performance.now()` milliseconds. */
export type Tuning =
  | { readonly status: "idle" }
  | {
      readonly status: "running";
      readonly baseId: string;
      readonly settings: TuningSettings;
      readonly progress: Progress;
      /** When the stage began, and how much of it was done then: more than nothing after an interruption. */
      readonly stageSince: number;
      readonly stageFrom: number;
      /** Since when it waits to be let go on; undefined: it does not. */
      readonly pausedAt: number | undefined;
      /** The rounds of the head, `after` of them, and those of fine-tuning so far. */
      readonly epochs: readonly Epoch[];
      readonly after: number;
    }
  | { readonly status: "cancelled"; readonly baseId: string }
  | { readonly status: "failed"; readonly baseId: string; readonly error: AppError }
  /** `isBetter`: than the model that it was made from; undefined where nobody knows. */
  | {
      readonly status: "done";
      readonly baseId: string;
      readonly modelId: string;
      readonly isBetter: boolean | undefined;
    };

/** Something that is loaded once at the start. */
export type Loading<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly error: AppError };

export interface Session {
  readonly place: Place;
  /** The photos, with undo and redo. */
  readonly data: History;
  readonly intake: Intake;
  readonly settings: TrainingSettings;
  readonly backbones: Loading<readonly BackboneRef[]>;
  /** SHA-256 of the chosen backbone; undefined: the best there is. */
  readonly backboneHash: string | undefined;
  readonly backend: BackendChoice;
  /** How fast this machine runs the backbone of that SHA-256, once measured. */
  readonly speeds: { readonly sha256: string; readonly speeds: readonly BackendSpeed[] } | undefined;
  readonly training: Training;
  readonly tuning: Tuning;
  readonly tuningSettings: TuningSettings;
  /** A fine-tuning that was begun and not finished, by this visit or an earlier one. */
  readonly interrupted: InterruptedTuning | undefined;
  readonly models: Loading<readonly TrainedModel[]>;
  readonly modelId: string | undefined;
  /** Whether models that are used look at the mirror image of each picture too. */
  readonly looksTwice: boolean;
  /** The label that "positive" means in precision, recall and the ROC curve. */
  readonly positive: Label;
  /** What this browser lacks or does that gets in the way, each kind once. */
  readonly browserProblems: readonly AppError[];
}

export const engine = new Engine(document.baseURI, (error) => reportProblem(keepsNothing(error)));

/** All state that more than one screen knows; the actions beside this file change it. */
export const useSession = create<Session>(() => ({
  place: placeOfAddress(),
  data: EMPTY_HISTORY,
  intake: { status: "idle" },
  settings: DEFAULT_SETTINGS,
  backbones: { status: "loading" },
  backboneHash: undefined,
  backend: "auto",
  speeds: undefined,
  training: { status: "idle" },
  tuning: { status: "idle" },
  tuningSettings: DEFAULT_TUNING,
  interrupted: undefined,
  models: { status: "loading" },
  modelId: undefined,
  looksTwice: false,
  positive: "female",
  browserProblems: [],
}));

/** Says what is wrong with this browser, for as long as the page is open. */
export function reportProblem(problem: AppError): void {
  useSession.setState(({ browserProblems: known }) =>
    known.some(({ code }) => code === problem.code) ? {} : { browserProblems: [...known, problem] },
  );
}

/** Goes to a place; the address says which, so that the browser's back button works. */
export function go(place: Place): void {
  if (placeOfAddress() !== place) window.location.hash = place;
  useSession.setState({ place });
}

/** Whether a model is being trained or fine-tuned; one at a time, since either takes all cores. */
export function isTraining({ training, tuning }: Session): boolean {
  return training.status === "running" || tuning.status === "running";
}

/** Says whether models look at the mirror image of each picture too. */
export function lookTwice(looksTwice: boolean): void {
  useSession.setState({ looksTwice });
}

/** Says which label precision, recall and the ROC curve look for. */
export function choosePositive(positive: Label): void {
  useSession.setState({ positive });
}

/** Follows the browser's back and forward buttons. */
export function followAddress(): () => void {
  const follow = () => useSession.setState({ place: placeOfAddress() });
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}

function placeOfAddress(): Place {
  // What stands behind a slash is the place's own.
  const [named] = window.location.hash.slice(1).split("/");
  return PLACES.find((place) => place === named) ?? "data";
}
