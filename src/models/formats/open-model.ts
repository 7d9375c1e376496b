import * as v from "valibot";
import { INPUT_SIZE } from "../../backbone/architecture";
import type { Preprocessing } from "../../backbone/preprocess";
import { backboneOfModel } from "../../backbone/weights";
import { LABELS } from "../../common/label";
import { randomId } from "../../common/random-id";
import { sha256 } from "../../common/sha256";
import { labelOf } from "../../dataset/labels";
import { CLASS_COUNT } from "../../head/head";
import type { TrainedModel } from "../model";
import { type OpenedModel, type Outputs, reversed } from "../opened";
import { LONGEST_NAME, whatIsWrong } from "../schemas";
import type { FileClassifier } from "./assemble";
import { sealOf } from "./h5-seal";
import { classifierVariables, valuesOf } from "./layers";
import type { H5Model } from "./read-h5";
import type { TfjsModel } from "./read-tfjs";
import { type FileRecord, fileRecordSchema } from "./record";
import { Refusal } from "./refusal";

/** What a file says besides its layers; all of it may be missing. */
interface Said {
  readonly record: FileRecord | undefined;
  readonly name: string | undefined;
  readonly classNames: readonly string[] | undefined;
  readonly preprocessing: Preprocessing;
}

/** Metadata of @teachablemachine/image, and of the page's own zips. */
const metadataSchema = v.object({
  modelName: v.optional(v.string()),
  labels: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(1000)),
  imageSize: v.optional(v.number()),
  grayscale: v.optional(v.nullable(v.boolean())),
  packageName: v.optional(v.string()),
  userMetadata: v.optional(v.unknown()),
});

const TEACHABLE_MACHINE = "@teachablemachine/image";

/** A model from an .h5 of Keras or of the page. @throws Refusal */
export async function fromH5(h5: H5Model, file: string): Promise<OpenedModel> {
  const { record: text, config, seal, ...classifier } = h5;
  if (text !== undefined && seal !== undefined) {
    const found = await sealOf(config, text, valuesOf(classifierVariables(h5.backbone, h5.head)));
    if (found !== seal) throw new Refusal("it was damaged or changed after it was saved");
  }
  const record = text === undefined ? undefined : readRecord(JSON.parse(text));
  return opened(classifier, file, {
    record,
    name: record?.name,
    classNames: record?.labels,
    preprocessing: record?.preprocessing ?? "keras",
  });
}

/** A model from a zip of TensorFlow.js, Teachable Machine or the page. @throws Refusal */
export async function fromTfjs({ metadata, ...classifier }: TfjsModel, file: string): Promise<OpenedModel> {
  return opened(classifier, file, readMetadata(metadata));
}

function readMetadata(json: unknown): Said {
  if (json === undefined)
    return { record: undefined, name: undefined, classNames: undefined, preprocessing: "keras" };
  const { success, output, issues } = v.safeParse(metadataSchema, json);
  if (!success) throw new Refusal(`its metadata.json is not as expected (${whatIsWrong(issues)})`);
  const { modelName, labels, imageSize = INPUT_SIZE, grayscale, packageName, userMetadata } = output;
  if (labels.length !== CLASS_COUNT)
    throw new Refusal(
      `it has ${labels.length} classes (${labels.join(", ").slice(0, 80)}); expected ${CLASS_COUNT}`,
    );
  if (imageSize !== INPUT_SIZE)
    throw new Refusal(`it takes pictures of ${imageSize} × ${imageSize}; expected ${INPUT_SIZE}`);
  if (grayscale === true) throw new Refusal("it takes grey pictures; expected coloured ones");
  const record = hasFormat(userMetadata) ? readRecord(userMetadata) : undefined;
  const isTeachable = packageName === TEACHABLE_MACHINE;
  return {
    record,
    name: record?.name ?? modelName,
    classNames: labels,
    preprocessing: record?.preprocessing ?? (isTeachable ? "teachable-machine" : "keras"),
  };
}

function hasFormat(json: unknown): boolean {
  return typeof json === "object" && json !== null && "format" in json;
}

function readRecord(json: unknown): FileRecord {
  const { success, output, issues } = v.safeParse(fileRecordSchema, json);
  if (success) return output;
  throw new Refusal(`its description of itself is not as expected (${whatIsWrong(issues)})`);
}

async function opened(
  { backbone, head, isSingle }: FileClassifier,
  file: string,
  said: Said,
): Promise<OpenedModel> {
  const { record, classNames } = said;
  const outputs = outputsOf(classNames, isSingle);
  const model: TrainedModel = {
    id: randomId(),
    name: (said.name?.trim() || file.replace(/\.[^.]+$/, "") || file).slice(0, LONGEST_NAME),
    created: record?.created ?? Date.now(),
    backbone: backboneOfModel(file, backbone.width, await sha256(backbone.values)),
    preprocessing: said.preprocessing,
    head,
    run: record?.run,
    openedFrom: file,
    evaluations: record?.evaluations ?? {},
    ...(record?.decision && { decision: record.decision }),
  };
  const isReversed = outputs.status === "known" && labelOf(classNames?.[0] ?? "") !== LABELS[0];
  return { model: isReversed ? reversed(model) : model, weights: backbone, outputs };
}

function outputsOf(names: readonly string[] | undefined, isSingle: boolean): Outputs {
  const [first, second] = names ?? [];
  if (first === undefined || second === undefined) return { status: "asked", names: undefined, isSingle };
  const labels = [labelOf(first), labelOf(second)];
  if (LABELS.every((label) => labels.includes(label))) return { status: "known" };
  return { status: "asked", names: [first, second], isSingle };
}
