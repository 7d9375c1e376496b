import { afterEach, expect, it, vi } from "vitest";
import { lendAddress } from "../../src/app/widgets/photo-addresses";

afterEach(() => vi.restoreAllMocks());

it("reuses the address of a photo that reappears, so the browser need not decode it again", async () => {
  const create = vi.spyOn(URL, "createObjectURL");
  const photo = new Blob(["a photo"]);
  const first = await borrow(photo);
  first.giveBack();
  const again = await borrow(photo);
  expect(again.address).toBe(first.address);
  expect(create).toHaveBeenCalledTimes(1);
  again.giveBack();
});

it("gives two pictures of one photo an address each, valid while shown", async () => {
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  const photo = new Blob(["a photo"]);
  const [one, other] = [await borrow(photo), await borrow(photo)];
  expect(other.address).not.toBe(one.address);
  one.giveBack();
  expect(revoke).not.toHaveBeenCalled();
  other.giveBack();
  expect(revoke).toHaveBeenCalledExactlyOnceWith(one.address);
});

it("has no more addresses after thousands of photos than after hundreds", async () => {
  const open = new Set<string>();
  const { createObjectURL, revokeObjectURL } = URL;
  vi.spyOn(URL, "createObjectURL").mockImplementation((photo) => {
    const address = createObjectURL(photo);
    open.add(address);
    return address;
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => {
    open.delete(address);
    revokeObjectURL(address);
  });
  const scrollPast = async (photos: number) => {
    const shown = Array.from({ length: photos }, (_none, index) => borrow(new Blob([String(index)])));
    for (const photo of shown) (await photo).giveBack();
    return open.size;
  };
  const few = await scrollPast(400);
  expect(few).toBeLessThan(400);
  expect(await scrollPast(2000)).toBeLessThanOrEqual(few);
});

it("creates no address for a photo that disappears first", async () => {
  const create = vi.spyOn(URL, "createObjectURL");
  lendAddress(new Blob(["gone"]), () => {})();
  await borrow(new Blob(["here"]));
  expect(create).toHaveBeenCalledTimes(1);
});

function borrow(photo: Blob): Promise<{ address: string; giveBack: () => void }> {
  return new Promise((resolve) => {
    const giveBack = lendAddress(photo, (address) => queueMicrotask(() => resolve({ address, giveBack })));
  });
}
