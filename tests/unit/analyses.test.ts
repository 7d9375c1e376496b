import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { ANALYSES, namesOf } from "../../src/report/analyses";
import { evaluationReport } from "../../src/report/evaluation-json";
import { checks } from "../../src/report/sections/checks-section";
import { aCheckedModel, allExtras } from "../a-report";

const README = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");

it.each(Object.values(ANALYSES).filter((question) => question !== undefined))(
  "README.md says how the page answers: %s",
  (question) => {
    const rows = README.split("\n").map((row) => row.replace(/<a id="[^"]*"><\/a>/, ""));
    expect(rows.filter((row) => row.startsWith(`| ${question} |`))).toHaveLength(1);
  },
);

it("every analysis has a section in the report, and an entry in evaluation.json", async () => {
  const model = aCheckedModel();
  const extras = await allExtras(model);
  expect(new Set(checks(extras).map(({ id }) => id)).size).toBe(namesOf(ANALYSES).length);
  expect(checks({})).toEqual([]);
  const json = evaluationReport(model, "female", extras);
  for (const name of namesOf(ANALYSES)) expect(json[name], name).not.toBeNull();
});
