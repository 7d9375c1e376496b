import * as v from "valibot";
import {
  type BackboneInfo,
  type BackboneManifest,
  type BackboneWeights,
  isOfModel,
  isOpened,
  isToTrainOn,
  sameBackbone,
} from "../../backbone/weights";
import { AppError, toAppError } from "../../common/error";
import type { TrainedModel } from "../../models/model";
import type { OpenedModel } from "../../models/opened";
import { manifestSchema, whatIsWrong } from "../../models/schemas";
import { forgetBackbones, keepBackbone, keptBackbones } from "../../storage/stored-backbones";
import { type BackboneRef, servedRef } from "../protocol/protocol";

/** The available backbones: those that the page serves, and those that the user opened. */
export class BackboneList {
  readonly #manifestUrl: string;
  readonly #onNotKept: (error: AppError) => void;
  #list: Promise<readonly BackboneRef[]> | undefined;
  /** Backbones that this browser could not store, for this visit only. */
  #held: readonly BackboneRef[] = [];

  /** @param onNotKept is called when a backbone is available for this visit only, with an AppError `storage` */
  constructor(manifestUrl: string, onNotKept: (error: AppError) => void) {
    this.#manifestUrl = manifestUrl;
    this.#onNotKept = onNotKept;
  }

  /**
   * All of them, best first, including retired starters; those that the user opened come last.
   * @throws AppError `no-backbone`
   */
  all(): Promise<readonly BackboneRef[]> {
    this.#list ??= this.#read().catch((error) => {
      // Not cached, so that the next call tries again.
      this.#list = undefined;
      throw error;
    });
    return this.#list;
  }

  /**
   * Those to train on: without retired starters and backbones that belong to one model. @throws AppError `no-backbone`
   */
  async toTrainOn(): Promise<readonly BackboneRef[]> {
    return (await this.all()).filter(({ info }) => isToTrainOn(info));
  }

  /** The backbone that a model was trained on, and no other. @throws AppError `no-backbone` */
  async of(model: TrainedModel): Promise<BackboneRef> {
    const ref = await this.#find(model.backbone);
    if (ref !== undefined) return ref;
    const { id, sha256 } = model.backbone;
    throw new AppError(
      "no-backbone",
      `“${model.name}” needs the backbone it was trained on (${id}, ${sha256.slice(0, 8)}).`,
      { next: "Open that checkpoint file under Train, Settings, or the model’s file under Models." },
    );
  }

  /**
   * Stores the backbone of an opened model if the page does not have it.
   * @returns the model, ready for the library
   * @throws AppError `no-backbone`
   */
  async keepThatOf({ model, weights }: OpenedModel): Promise<TrainedModel> {
    const known = await this.#find(model.backbone);
    const backbone = known?.info ?? model.backbone;
    // Stored again even if it was before: another tab may have deleted it since.
    if (known?.url === undefined) await this.keep(backbone, weights);
    return { ...model, backbone };
  }

  /** Stores a backbone in this browser, or for this visit only if the browser refuses. */
  async keep(info: BackboneInfo, weights: BackboneWeights): Promise<void> {
    this.#held = this.#held.filter((ref) => !sameBackbone(ref.info, info));
    try {
      await keepBackbone(info, weights);
    } catch (error) {
      this.#held = [...this.#held, { info, url: undefined, values: new Blob([weights.values]) }];
      this.#onNotKept(toAppError(error));
    }
    this.changed();
  }

  /** Deletes backbones that came with models if none of those models is left. */
  async forgetUnused(models: readonly TrainedModel[]): Promise<void> {
    const used = new Set(models.map(({ backbone }) => backbone.sha256));
    const isUnused = (info: BackboneInfo) => isOfModel(info) && !used.has(info.sha256);
    this.#held = this.#held.filter(({ info }) => !isUnused(info));
    await forgetBackbones(isUnused);
    this.changed();
  }

  /** Call this when a worker has stored another one. */
  changed(): void {
    this.#list = undefined;
  }

  async #find(wanted: BackboneInfo): Promise<BackboneRef | undefined> {
    return (await this.all()).find(({ info }) => sameBackbone(info, wanted));
  }

  async #read(): Promise<readonly BackboneRef[]> {
    const [{ backbones }, kept] = await Promise.all([
      fetchManifest(this.#manifestUrl),
      keptBackbones().catch(() => []),
    ]);
    const served = backbones.map((each) => asOpened(servedRef(each, this.#manifestUrl), kept));
    // An opened file may contain weights that the build has, too.
    const others = [...this.#held, ...kept.map((info): BackboneRef => ({ info, url: undefined }))];
    const isServed = ({ info }: BackboneRef) => served.some((ref) => sameBackbone(ref.info, info));
    return [...served, ...others.filter((ref) => !isServed(ref))];
  }
}

/**
 * A retired starter under its name as an opened file, if one was opened: users may train on any file they open. Its
 * weights still come from the page.
 */
function asOpened(ref: BackboneRef, kept: readonly BackboneInfo[]): BackboneRef {
  if (isToTrainOn(ref.info)) return ref;
  const opened = kept.find((info) => sameBackbone(info, ref.info) && isOpened(info) && isToTrainOn(info));
  return { ...ref, info: opened ?? ref.info };
}

async function fetchManifest(url: string): Promise<BackboneManifest> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return validManifest(await response.json());
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("no-backbone", "The page could not load its list of backbones.", {
      next: "Check that the page’s server is still running, then reload the page.",
      cause,
    });
  }
}

function validManifest(json: unknown): BackboneManifest {
  const { success, output, issues } = v.safeParse(manifestSchema, json);
  if (success) return output;
  throw new AppError("no-backbone", `The page’s list of backbones cannot be used: ${whatIsWrong(issues)}.`, {
    next: "Build the page again, then reload it.",
  });
}
