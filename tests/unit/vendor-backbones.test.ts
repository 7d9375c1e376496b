import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { defaultSources } from "../../scripts/backbone-sources";
import { vendor } from "../../scripts/vendor-backbones";
import { RETIRED_STARTERS, STARTER_ID } from "../../src/backbone/weights";

const ROOT = join(import.meta.dirname, "../..");
const OTHER = join(ROOT, "tests/fixtures/free/backbone_0.35_random.h5");

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "twofold-vendor-"));
  for (const folder of ["public/starter", "scripts/starter/retired"])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

it("puts today's starter first and the retired ones after it", async () => {
  const { manifest, files } = await vendored();
  const [current, ...retired] = manifest.backbones;
  expect(current).toMatchObject({
    id: STARTER_ID,
    origin: "distilled from ImageNet weights on drawings and wallpapers",
  });
  expect(retired).toMatchObject(RETIRED_STARTERS.map((starter) => ({ ...starter, id: STARTER_ID })));
  for (const { file } of manifest.backbones) expect(files.has(file), file).toBe(true);
});

it("fails if a retired starter's weights do not match its hash", async () => {
  const [retired] = RETIRED_STARTERS;
  const name = `${retired?.sha256.slice(0, 12)}.h5`;
  copyFileSync(OTHER, join(root, "scripts/starter/retired", name));
  await expect(vendored()).rejects.toThrow(`${name} does not hold the weights of the retired starter`);
});

/** Without ImageNet's weights. */
function vendored() {
  const nowhere = { kerasCache: "", projectCache: root, baseUrl: "http://127.0.0.1:9/" };
  return vendor(root, { ...defaultSources(root, {}), ...nowhere }, () => {});
}
