import type { TestContext } from "vitest";

/** A file of `tests/fixtures`, which every clone has. */
export async function fixture(path: string): Promise<ArrayBuffer> {
  const response = await fetch(`/fixtures/${path}`);
  if (!response.ok) throw new Error(`tests/fixtures/${path}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

/** A file of `../shared`; if it is missing, the test that needs it is skipped with a message. */
export async function shared(path: string, test: TestContext): Promise<ArrayBuffer> {
  const response = await fetch(`/shared/${path}`);
  if (!response.ok) test.skip(`../shared/${path} is not on this machine`);
  return response.arrayBuffer();
}
