import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createRandom } from "../../src/common/random";
import { calibrated } from "../../src/models/decision";
import { kerasProjectZip } from "../../src/models/keras-project/keras-project";
import { A_RUN, aModel } from "../a-model";
import { pageSplit } from "../interop/page-split";
import { unzip } from "../zips";

const MODEL = new Uint8Array([137, 72, 68, 70]);
const PROJECT = resolve(import.meta.dirname, "../../src/models/keras-project");

describe("kerasProjectZip", () => {
  it("contains the model, the programs and instructions", async () => {
    const files = await unzip(await kerasProjectZip(calibrated(aModel({ name: "Fäces" })), MODEL));
    expect([...files.keys()].sort()).toEqual([
      "README.md",
      "figures.py",
      "gender_classifier_mobilenetv2.h5",
      "photos.py",
      "pictures.py",
      "requirements.txt",
      "settings.json",
      "train.py",
    ]);
    expect(files.get("gender_classifier_mobilenetv2.h5")).toEqual(MODEL);
    expect(text(files, "train.py")).toContain('EXPORTED_MODEL = HERE / "gender_classifier_mobilenetv2.h5"');
    const readme = text(files, "README.md");
    expect(readme).toContain("# Fäces");
    expect(readme).toContain("pip install -r requirements.txt\npython train.py --data photos\n");
  });

  it("the README lists every option of train.py", async () => {
    const files = await unzip(await kerasProjectZip(calibrated(aModel()), MODEL));
    const options = [...text(files, "train.py").matchAll(/ add\("(--[a-z-]+)"/g)].map(([, option]) => option);
    expect(options).toContain("--fine-tune");
    for (const option of options) expect(text(files, "README.md")).toContain(`${option}`);
  });

  it("the settings are those of the model's run", async () => {
    const run = { ...A_RUN, settings: { ...A_RUN.settings, patience: undefined, classWeights: true } };
    const model = aModel({ name: "Fäces", preprocessing: "teachable-machine", run });
    expect(await settingsOf(model)).toEqual({
      name: "Fäces",
      labels: ["female", "male"],
      preprocessing: "teachable-machine",
      settings: {
        epochs: 20,
        batchSize: 32,
        learningRate: 1e-3,
        dropout: 0.3,
        validationShare: 0.2,
        seed: 4,
        classWeights: true,
        patience: null,
      },
    });
  });

  it("without a run the settings are the recipe's, with the model's dropout", async () => {
    const { head } = aModel();
    const model = aModel({ run: undefined, openedFrom: "faces.h5", head: { ...head, dropout: 0.1 } });
    expect(await settingsOf(model)).toMatchObject({ settings: { seed: 1, patience: 5, dropout: 0.1 } });
  });
});

describe("photos.py", () => {
  it.for([1, 7, -3])("splits as the page does, seed %i", (seed, { skip }) => {
    if (!hasPython()) skip("Python 3.9 or newer is not installed");
    const folder = folderOfPhotos([
      "female",
      "Women/anna",
      "male/m",
      "train/ BOYS ",
      "female/men",
      "faces",
      ".female",
    ]);
    const options = { validationShare: 0.25, seed };
    const parts = pythonSplit(folder, options);
    expect(parts).toEqual(pageSplit(folder, options));
    expect(new Set(Object.values(parts))).toEqual(new Set(["train", "val"]));
  });

  it("keeps splits named by folders", ({ skip }) => {
    if (!hasPython()) skip("Python 3.9 or newer is not installed");
    const folder = folderOfPhotos(["Training/test/f", "m/train", "valid/girl", "TEST/man", "female/test"]);
    const options = { validationShare: 0.25, seed: 1 };
    const parts = pythonSplit(folder, options);
    expect(parts).toEqual(pageSplit(folder, options));
    expect(new Set(Object.values(parts))).toEqual(new Set(["train", "val", "test"]));
  });
});

/** Synthetic files in some folders; some have a copy next to them, one has both labels. */
function folderOfPhotos(folders: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "twofold-photos-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const random = createRandom(1, "photos");
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const folder of folders) {
    for (let index = 0; index < 10; index++) {
      const content = String(random.next());
      write(`${folder}/${index}.jpg`, content);
      if (index % 4 === 0) write(`${folder}/copy of ${index}.jpg`, content);
    }
  }
  write("female/both.jpg", "both");
  write("male/both.jpg", "both");
  return root;
}

function hasPython(): boolean {
  return spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).status === 0;
}

function pythonSplit(folder: string, { validationShare, seed }: { validationShare: number; seed: number }) {
  const script = resolve(import.meta.dirname, "../interop/split.py");
  const run = spawnSync("python3", ["-B", script, PROJECT, folder, `${validationShare}`, `${seed}`], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const parts: Record<string, string> = JSON.parse(run.stdout);
  return parts;
}

async function settingsOf(model: ReturnType<typeof aModel>): Promise<unknown> {
  return JSON.parse(text(await unzip(await kerasProjectZip(calibrated(model), MODEL)), "settings.json"));
}

function text(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(files.get(name));
}
