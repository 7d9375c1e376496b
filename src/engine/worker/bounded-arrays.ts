/**
 * Arrays by number, up to so many bytes. What comes later is not kept: whoever goes round and round through more than
 * fits finds most of it here, where a cache of the latest would have thrown it away just before.
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

  /** Keeps an array if there is room for it. A number is given once. */
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
