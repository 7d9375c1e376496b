import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  checkpointName,
  defaultSources,
  type Found,
  findCheckpoint,
  KERAS_BUCKET,
  type Missing,
  type SourceOptions,
} from "../../scripts/backbone-sources";

const CHECKPOINT = new URL("../fixtures/free/backbone_0.35_random.h5", import.meta.url).pathname;
const BYTES = readFileSync(CHECKPOINT);
const NAME = checkpointName(0.35);
/** For servers that answer: only a test that hangs waits so long. */
const PATIENCE = 60_000;
/** For servers that do not; long enough that a busy machine sends what they do send. */
const SHORT_PATIENCE = 2_000;

let folder: string;
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twofold-sources-"));
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

describe("where a checkpoint comes from", () => {
  it("is Keras's own bucket unless BACKBONE_URL says otherwise", () => {
    expect(defaultSources("/project", {}).baseUrl).toBe(KERAS_BUCKET);
    expect(defaultSources("/project", { BACKBONE_URL: "http://localhost:1/" }).baseUrl).toBe(
      "http://localhost:1/",
    );
    expect(defaultSources("/project", { BACKBONE_DIR: "weights" }).folder).toBe("/project/weights");
  });

  it("is BACKBONE_DIR, then Keras's cache, then the project's, then a download", async () => {
    const asked: string[] = [];
    const baseUrl = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.end(BYTES);
    });
    const options = sources(baseUrl);
    expect(originOf(await findCheckpoint(0.35, options))).toMatch(/downloaded$/);
    expect(asked).toEqual([`/${NAME}`]);
    expect(originOf(await findCheckpoint(0.35, options))).toMatch(/downloaded$/);
    expect(asked, "the second time it is in the project's cache").toHaveLength(1);
    put(options.kerasCache, CHECKPOINT);
    expect(originOf(await findCheckpoint(0.35, options))).toMatch(/Keras's own cache$/);
    put(options.folder ?? "", CHECKPOINT);
    expect(originOf(await findCheckpoint(0.35, options))).toMatch(/given to the build$/);
    expect(asked).toHaveLength(1);
  });

  it("tries the next place if a file is damaged, and reports it if nothing is found", async () => {
    const options = sources(await serve(status(404)));
    mkdirSync(options.kerasCache);
    writeFileSync(join(options.kerasCache, NAME), BYTES.subarray(0, 500_000));
    const { reasons } = missing(await findCheckpoint(0.35, options));
    expect(reasons[0]).toMatch(/cut off or damaged/);
    expect(reasons[1]).toMatch(/answered 404/);
  });
});

describe("a download", () => {
  it("returns the checkpoint's values", async () => {
    const options = sources(await serve((_request, response) => response.end(BYTES)));
    const found = await findCheckpoint(0.35, options);
    if (!("weights" in found)) throw new Error(found.reasons.join());
    const local = await findCheckpoint(0.35, { ...options, folder: put(join(folder, "own"), CHECKPOINT) });
    if (!("weights" in local)) throw new Error(local.reasons.join());
    expect(sha256(found.weights.values)).toBe(sha256(local.weights.values));
    expect(readdirSync(options.projectCache)).toEqual([NAME]);
  });

  const failures: [string, RequestListener | undefined, RegExp, patience?: number][] = [
    ["is not found", status(404), /answered 404/],
    ["is forbidden", status(403), /answered 403/],
    ["is refused", undefined, /ECONNREFUSED/],
    ["is cut off midway", cutOff, /could not be downloaded/],
    ["is cut off without a length", cutOffQuietly, /cut off or damaged/],
    [
      "is not HDF5",
      (_request, response) => response.end("<html>Sign in to the café’s Wi-Fi</html>"),
      /usable checkpoint/,
    ],
    ["is never answered", () => {}, /no answer within/, SHORT_PATIENCE],
    ["stops midway", stall, /no further data within/, SHORT_PATIENCE],
    ["is very slow", drip, /it would take/, SHORT_PATIENCE],
  ];
  it.each(failures)(
    "that %s fails soon, with the reason, and leaves no file",
    async (_name, listener, reason, patience = PATIENCE) => {
      const baseUrl = await serve(listener ?? status(500));
      if (listener === undefined) await new Promise((resolve) => server?.close(resolve));
      const options = { ...sources(baseUrl), patience };
      expect(missing(await findCheckpoint(0.35, options)).reasons.join()).toMatch(reason);
      expect(filesIn(options.projectCache)).toEqual([]);
    },
  );

  it("of another shape is rejected with what was expected", async () => {
    const options = sources(await serve((_request, response) => response.end(BYTES)));
    const { reasons } = missing(await findCheckpoint(1, options));
    expect(reasons.join()).toMatch(/of width 0.35, not 1/);
    expect(filesIn(options.projectCache)).toEqual([]);
  });
});

function sources(baseUrl: string): SourceOptions {
  const inside = (name: string) => join(folder, name);
  return {
    folder: inside("given"),
    kerasCache: inside("keras"),
    projectCache: inside("cache"),
    baseUrl,
    patience: PATIENCE,
    longest: 1_000,
  };
}

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
}

function status(code: number): RequestListener {
  return (_request, response) => response.writeHead(code).end();
}

function cutOff(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { "content-length": BYTES.length });
  response.write(BYTES.subarray(0, 700_000), () => response.destroy());
}

function cutOffQuietly(...[, response]: Parameters<RequestListener>): void {
  response.end(BYTES.subarray(0, 700_000));
}

function stall(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { "content-length": BYTES.length });
  response.write(BYTES.subarray(0, 700_000));
}

/** A kilobyte every 20 ms: half a minute in total. */
function drip(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { "content-length": BYTES.length });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(BYTES.subarray(sent, sent + 1024));
    sent += 1024;
  }, 20);
  response.on("close", () => clearInterval(timer));
}

function put(into: string, file: string): string {
  mkdirSync(into, { recursive: true });
  copyFileSync(file, join(into, NAME));
  return into;
}

function filesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function originOf(outcome: Found | Missing): string {
  return "weights" in outcome ? outcome.origin : outcome.reasons.join();
}

function missing(outcome: Found | Missing): Missing {
  if ("weights" in outcome) throw new Error("A checkpoint was found where none was expected.");
  return outcome;
}

function sha256(values: Float32Array): string {
  return createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex");
}
