import { describe, expect, it } from "vitest";
import { missingEssentials } from "../../src/engine/page/browser-check";

/** What a browser has that can run the page. */
const COMPLETE = {
  crypto: { subtle: {} },
  WebAssembly: {},
  Worker: class {},
  OffscreenCanvas: class {},
  createImageBitmap() {},
  Array,
  AbortSignal: { timeout() {} },
};

describe("what a browser cannot do without", () => {
  it("is nothing where all is there, whatever else is missing", () => {
    expect(missingEssentials(COMPLETE)).toEqual([]);
  });

  it.each(["WebAssembly", "OffscreenCanvas", "createImageBitmap"])("is named: %s", (name) => {
    const [problem, ...others] = missingEssentials({ ...COMPLETE, [name]: undefined });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "old-browser", message: expect.stringContaining(` ${name},`) });
    expect(problem?.next).toContain("Use a current Chrome, Edge, Firefox or Safari.");
  });

  it("is the ability to start workers", () => {
    const [problem] = missingEssentials({ ...COMPLETE, Worker: undefined });
    expect(problem?.message).toContain("lacks web workers,");
  });

  it("is named once for all that an old browser lacks", () => {
    const old = { ...COMPLETE, Array: { prototype: {} }, AbortSignal: {} };
    expect(missingEssentials(old).map(({ message }) => message)).toEqual([
      "This browser lacks Array.prototype.toSorted, Array.prototype.toReversed, Array.prototype.findLast, AbortSignal.timeout, " +
        "which this page needs.",
    ]);
  });

  it("is a secure address", () => {
    const [problem] = missingEssentials({ ...COMPLETE, crypto: {} });
    expect(problem).toMatchObject({ code: "insecure-page", next: "Open it over https, or as localhost." });
  });
});
