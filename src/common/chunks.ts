/** Splits `length` items into chunks of `size`; the last one may be smaller. */
export function chunksOf(length: number, size: number): { start: number; end: number }[] {
  const chunks: { start: number; end: number }[] = [];
  for (let start = 0; start < length; start += size)
    chunks.push({ start, end: Math.min(start + size, length) });
  return chunks;
}
