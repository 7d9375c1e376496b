import * as v from "valibot";
import { LABELS } from "../../common/label";
import { areDrawn } from "../../dataset/sample";
import type { CalibratedModel, Evaluation } from "../model";
import { evaluationsToJson, recordSchema, runToJson } from "../schemas";

const FORMAT = "twofold/1";

/**
 * What a model's file says besides its layers: `userMetadata` in a zip's `metadata.json`, the attribute `twofold` of an
 * .h5. A program that continues training the model writes the first few fields and omits those that it does not know.
 */
export const fileRecordSchema = v.object({
  format: v.literal(FORMAT),
  /** The names of the outputs, in order. */
  labels: v.pipe(v.array(v.string()), v.length(LABELS.length)),
  name: recordSchema.name,
  created: recordSchema.created,
  preprocessing: recordSchema.preprocessing,
  backbone: v.optional(recordSchema.backbone),
  run: v.optional(recordSchema.run, null),
  evaluations: v.optional(recordSchema.evaluations, {}),
  decision: recordSchema.decision,
});

export type FileRecord = v.InferOutput<typeof fileRecordSchema>;

/** The record of a model. It leaves out the photos' names, which may be private and are not needed to use the model. */
export function recordToJson(model: CalibratedModel) {
  const { name, created, preprocessing, backbone, run, evaluations, decision } = model;
  const { val, test } = evaluations;
  return {
    format: FORMAT,
    labels: LABELS,
    name,
    created,
    preprocessing,
    backbone,
    run: run === undefined ? null : runToJson({ ...run, skipped: [] }),
    evaluations: evaluationsToJson({
      ...(val && { val: withoutPaths(val) }),
      ...(test && { test: withoutPaths(test) }),
    }),
    ...(decision && { decision }),
  };
}

/** The page's drawings keep their names, so that their metrics are never mistaken for metrics on real faces. */
function withoutPaths(evaluation: Evaluation): Evaluation {
  return areDrawn(evaluation.paths) ? evaluation : { ...evaluation, paths: [] };
}
