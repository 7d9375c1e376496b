/**
 * Gives the memory of a buffer back that is not needed any more. Else that waits for the garbage collection, which
 * begins at 64 MB for each worker; browsers that lack the method wait for it all the same.
 */
export function free(buffer: ArrayBufferLike): void {
  if ("transfer" in buffer && typeof buffer.transfer === "function") buffer.transfer(0);
}
