import { describe, expect, it } from "vitest";
import { missingEssentials } from "../../src/engine/page/browser-check";

/** The APIs of a browser that can run the page. */
const COMPLETE = {
  crypto: { subtle: {} },
  WebAssembly: {},
  Worker: class {},
  OffscreenCanvas: class {},
  createImageBitmap() {},
  Array,
  AbortSignal: { timeout() {} },
};

describe("the browser check", () => {
  it("reports nothing if all requirements are met, even without optional APIs", () => {
    expect(missingEssentials(COMPLETE)).toEqual([]);
  });

  it.each(["WebAssembly", "OffscreenCanvas", "createImageBitmap"])("reports a missing %s", (name) => {
    const [problem, ...others] = missingEssentials({ ...COMPLETE, [name]: undefined });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "old-browser", message: expect.stringContaining(` ${name},`) });
    expect(problem?.next).toContain("Use a current Chrome, Edge, Firefox or Safari.");
  });

  it("reports that workers cannot start", () => {
    const [problem] = missingEssentials({ ...COMPLETE, Worker: undefined });
    expect(problem?.message).toContain("lacks web workers,");
  });

  it("reports everything that an old browser lacks in one message", () => {
    const old = { ...COMPLETE, Array: { prototype: {} }, AbortSignal: {} };
    expect(missingEssentials(old).map(({ message }) => message)).toEqual([
      "This browser lacks Array.prototype.toSorted, Array.prototype.toReversed, Array.prototype.findLast, AbortSignal.timeout, " +
        "which this page needs.",
    ]);
  });

  it("reports an insecure address", () => {
    const [problem] = missingEssentials({ ...COMPLETE, crypto: {} });
    expect(problem).toMatchObject({ code: "insecure-page", next: "Open it over https, or as localhost." });
  });
});
