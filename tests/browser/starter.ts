import type { BackboneManifest } from "../../src/backbone/weights";
import { type BackboneRef, servedRef } from "../../src/engine/protocol/protocol";

/** The starter backbone, from the test server. */
export async function starterBackbone(): Promise<BackboneRef> {
  const manifest = new URL("/backbone/manifest.json", location.href).href;
  const { backbones } = (await (await fetch(manifest)).json()) as BackboneManifest;
  const [served] = backbones;
  if (served === undefined) throw new Error("The build has no backbone.");
  return servedRef(served, manifest);
}
