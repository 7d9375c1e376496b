/**
 * Arrays by number, up to a total number of bytes. Once full, it rejects new arrays and evicts none: a loop over more
 * than fits still finds most of them, while a least-recently-used cache would always have evicted the next one.
 */
export class Kept<T extends ArrayBufferView> {
  readonly #arrays = new Map<number, T>();
  #left: number;

  constructor(readonly bytes: number) {
    this.#left = bytes;
  }

  get(number: number): T | undefined {
    return this.#arrays.get(number);
  }

  /** Adds an array if there is room for it. Each number may be added once. */
  put(number: number, array: T): void {
    if (array.byteLength > this.#left) return;
    this.#left -= array.byteLength;
    this.#arrays.set(number, array);
  }

  clear(): void {
    this.#arrays.clear();
    this.#left = this.bytes;
  }
}
