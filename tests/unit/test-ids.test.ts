import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { TEST_IDS } from "../../src/app/test-ids";

const APP = join(import.meta.dirname, "../../src/app");

const components = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && path !== "test-ids.ts")
  .map((path) => readFileSync(join(APP, path), "utf8"))
  .join("\n");

it("the page has an element for every test id", () => {
  const unused = TEST_IDS.filter((id) => !components.includes(`"${id}"`) && !isOfFamily(id));
  expect(unused).toEqual([]);
});

it("no test id is listed twice", () => {
  expect([...TEST_IDS].sort()).toEqual([...new Set(TEST_IDS)].sort());
});

/** Whether the id is one of a family such as `place-${place}`; the compiler checks that it is one of its members. */
function isOfFamily(id: string): boolean {
  return [...id.matchAll(/-/g)].some(({ index }) => components.includes(`\`${id.slice(0, index)}-\${`));
}
