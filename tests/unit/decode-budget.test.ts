import { afterEach, describe, expect, it, vi } from "vitest";
import { withinBudget } from "../../src/engine/worker/decode-budget";

const MEGAPIXEL = 2 ** 20;

/** Decodes that run until released. */
class Decodes {
  running = 0;
  readonly #ends: (() => void)[] = [];

  start(megapixels: number): Promise<void> {
    return withinBudget(megapixels * MEGAPIXEL, async () => {
      this.running += megapixels;
      await new Promise<void>((end) => this.#ends.push(end));
      this.running -= megapixels;
    });
  }

  async endFirst(): Promise<void> {
    this.#ends.shift()?.();
    await settle();
  }
}

/** Waits until pending promises have settled. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("decoding within a budget", () => {
  it("decodes small photos concurrently, up to 16 megapixels", async () => {
    const decodes = new Decodes();
    const all = Array.from({ length: 20 }, () => decodes.start(1));
    await settle();
    expect(decodes.running).toBe(16);
    await decodes.endFirst();
    expect(decodes.running).toBe(16);
    for (let index = 0; index < 20; index++) await decodes.endFirst();
    await Promise.all(all);
    expect(decodes.running).toBe(0);
  });

  it("decodes a photo beyond the budget alone, and in order", async () => {
    const decodes = new Decodes();
    const all = [decodes.start(1), decodes.start(100), decodes.start(2)];
    await settle();
    expect(decodes.running).toBe(1);
    await decodes.endFirst();
    expect(decodes.running).toBe(100);
    await decodes.endFirst();
    expect(decodes.running).toBe(2);
    await decodes.endFirst();
    await Promise.all(all);
  });

  it("holds the cross-page lock only for a photo beyond the budget", async () => {
    const asked: string[] = [];
    const request = async (name: string, _options: LockOptions, work: (lock: object) => Promise<unknown>) => {
      asked.push(name);
      return work({});
    };
    vi.stubGlobal("navigator", { locks: { request } });
    expect(await withinBudget(MEGAPIXEL, async () => "small")).toBe("small");
    expect(asked).toEqual([]);
    expect(await withinBudget(100 * MEGAPIXEL, async () => "large")).toBe("large");
    expect(asked).toHaveLength(1);
  });

  it("works without the lock if the browser denies it", async () => {
    vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(new Error("SecurityError")) } });
    expect(await withinBudget(100 * MEGAPIXEL, async () => "large")).toBe("large");
  });

  it("leaves the queue when aborted, and admits the next photo", async () => {
    const decodes = new Decodes();
    const first = decodes.start(16);
    const controller = new AbortController();
    const second = withinBudget(16 * MEGAPIXEL, async () => "decoded", controller.signal);
    const third = decodes.start(2);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    await decodes.endFirst();
    expect(decodes.running).toBe(2);
    await decodes.endFirst();
    await Promise.all([first, third]);
  });

  it("releases the budget when decoding fails", async () => {
    const failing = withinBudget(16 * MEGAPIXEL, () => Promise.reject(new Error("damaged")));
    await expect(failing).rejects.toThrow("damaged");
    expect(await withinBudget(16 * MEGAPIXEL, async () => "decoded")).toBe("decoded");
  });
});
