/** Reading MobileNetV2 takes a few megabytes of the library's memory, whatever its file declares. */
const MOST_BYTES = 256 * 2 ** 20;

const PAGE_BYTES = 64 * 2 ** 10;

let isCapped = false;

/**
 * Keeps WebAssembly on this thread from growing beyond 256 MB: HDF5 trusts the sizes that a file declares, and fails
 * cleanly if it cannot allocate them. Only for a thread that opens one file and ends.
 */
export function capWebAssemblyMemory(): void {
  if (isCapped) return;
  isCapped = true;
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_BYTES)
      throw new RangeError("A file asks for more memory than any valid model needs.");
    return grow.call(this, pages);
  };
}
