import { create } from "zustand";
import type { BackendSpeed } from "../../backbone/backend";
import type { AppError, ErrorCode } from "../../common/error";
import type { Label } from "../../common/label";
import { EMPTY_HISTORY, type History } from "../../dataset/edits";
import { Engine } from "../../engine/page/engine";
import type { BackboneRef } from "../../engine/protocol/protocol";
import { DEFAULT_SETTINGS, type TrainingSettings } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import { keepsNothing } from "../../storage/opening";
import type { BackendChoice } from "../../storage/preferences";
import type { InterruptedTuning } from "../../tuning/plan";
import { DEFAULT_TUNING, type TuningSettings } from "../../tuning/tuning-settings";

/** The five places of the page, in the order of the work. */
export const PLACES = ["data", "train", "results", "use", "models"] as const;

export type Place = (typeof PLACES)[number];

/** Data loaded once at the start. */
export type Loading<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly error: AppError };

export interface Session {
  readonly place: Place;
  /** The photos, with undo and redo. */
  readonly data: History;
  readonly settings: TrainingSettings;
  readonly backbones: Loading<readonly BackboneRef[]>;
  /** SHA-256 of the chosen backbone; undefined: the best available. */
  readonly backboneHash: string | undefined;
  readonly backend: BackendChoice;
  /** How fast this machine runs the backbone with this SHA-256, once measured. */
  readonly speeds: { readonly sha256: string; readonly speeds: readonly BackendSpeed[] } | undefined;
  readonly tuningSettings: TuningSettings;
  /** An unfinished fine-tuning run of this visit or an earlier one. */
  readonly interrupted: InterruptedTuning | undefined;
  readonly models: Loading<readonly TrainedModel[]>;
  readonly modelId: string | undefined;
  /** Whether models under Use classify the mirror image of each picture too. */
  readonly looksTwice: boolean;
  /** The positive class of precision, recall and the ROC curve. */
  readonly positive: Label;
  /** Problems with this browser, at most one of each kind. */
  readonly browserProblems: readonly AppError[];
}

export const engine = new Engine(document.baseURI, (error) => reportProblem(keepsNothing(error)));

/** All state shared by more than one screen; the actions in this folder change it. */
export const useSession = create<Session>(() => ({
  place: placeOfAddress(),
  data: EMPTY_HISTORY,
  settings: DEFAULT_SETTINGS,
  backbones: { status: "loading" },
  backboneHash: undefined,
  backend: "auto",
  speeds: undefined,
  tuningSettings: DEFAULT_TUNING,
  interrupted: undefined,
  models: { status: "loading" },
  modelId: undefined,
  looksTwice: false,
  positive: "female",
  browserProblems: [],
}));

/** Shows a problem with this browser until it is settled or the page is closed. */
export function reportProblem(problem: AppError): void {
  useSession.setState(({ browserProblems: known }) =>
    known.some(({ code }) => code === problem.code) ? {} : { browserProblems: [...known, problem] },
  );
}

/** Stops showing a problem with this browser. */
export function settleProblem(settled: ErrorCode): void {
  useSession.setState(({ browserProblems: known }) => ({
    browserProblems: known.filter(({ code }) => code !== settled),
  }));
}

/** Goes to a place and puts it into the address, so that the browser's back button works. */
export function go(place: Place): void {
  if (placeOfAddress() !== place) window.location.hash = place;
  useSession.setState({ place });
}

/** Sets whether models classify the mirror image of each picture too. */
export function lookTwice(looksTwice: boolean): void {
  useSession.setState({ looksTwice });
}

/** Chooses the positive class of precision, recall and the ROC curve. */
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
  // The part after a slash belongs to the place.
  const [named] = window.location.hash.slice(1).split("/");
  return PLACES.find((place) => place === named) ?? "data";
}
