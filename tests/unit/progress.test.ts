import { afterEach, expect, it, vi } from "vitest";
import { calmly, type Progress } from "../../src/common/progress";

afterEach(() => vi.restoreAllMocks());

it("passes on the first and the last of each stage, and ten a second in between", () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const told: string[] = [];
  const tell = calmly(({ stage, done }: Progress) => told.push(`${stage} ${done}`));
  for (let done = 0; done <= 1000; done++) {
    now.mockReturnValue(done / 4);
    tell({ stage: "read", done, total: 1000 });
  }
  tell({ stage: "features", done: 0, total: 2 });
  tell({ stage: "features", done: 1, total: 2 });
  tell({ stage: "features", done: 2, total: 2 });
  expect(told).toEqual(["read 0", "read 400", "read 800", "read 1000", "features 0", "features 2"]);
});
