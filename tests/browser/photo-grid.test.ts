import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import { PhotoColumns } from "../../src/app/data/PhotoColumns";
import { LABELS } from "../../src/common/label";
import type { Sample, Split } from "../../src/dataset/sample";

const COUNT = 20_000;

it("shows 20,000 photos with no more thumbnails than fit on the screen and a few rows around it", async () => {
  const samples = Array.from({ length: COUNT }, (_, id): Sample => {
    const label = LABELS[id % 2] ?? "female";
    return { id, label, hash: `${id}`, split: undefined, path: `${label}/${id}.jpg`, file: undefined };
  });
  const [female = [], male = []] = LABELS.map((label) => samples.filter((sample) => sample.label === label));
  const splits = new Map(samples.map(({ id }): [number, Split] => [id, "train"]));
  const columns = createElement(PhotoColumns, { total: COUNT, all: { female, male }, splits });
  const root = createRoot(document.body.appendChild(document.createElement("main")));
  root.render(createElement(MantineProvider, null, columns));

  const places = () =>
    [...document.querySelectorAll("[data-index]")].map((each) => Number(each.getAttribute("data-index")));
  await vi.waitFor(() => expect(places().length).toBeGreaterThan(0));
  const most = Math.max(...[...document.querySelectorAll("[data-index]")].map(roomFor)) * LABELS.length;
  expect(places().length).toBeLessThanOrEqual(most);
  window.scrollTo(0, document.documentElement.scrollHeight / 2);
  await vi.waitFor(() => expect(Math.max(...places())).toBeGreaterThan(COUNT / 8));
  expect(places().length).toBeLessThanOrEqual(most);
  root.unmount();
});

/** The most thumbnails of one column: rows on the screen, cut off at both ends, three more on each side, and the row with the tab stop. */
function roomFor(thumbnail: Element): number {
  const { width, height } = thumbnail.getBoundingClientRect();
  const row = thumbnail.parentElement?.getBoundingClientRect().width ?? 0;
  return Math.floor(row / width) * (Math.ceil(window.innerHeight / height) + 1 + 2 * 3 + 1);
}
