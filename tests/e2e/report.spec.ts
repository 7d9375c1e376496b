import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { reportHtml } from "../../src/report/html";
import { measure } from "../../src/report/measured";
import { historyFiles, type PlotName, plotFiles } from "../../src/report/plot-files";
import { worstMistakes } from "../../src/report/worst-mistakes";
import { aCheckedModel, aReport } from "../a-report";
import { temporaryFolder } from "./flow";
import { checkScreen } from "./screen";

const folder = temporaryFolder();
test.afterAll(() => folder.remove());

const PICTURE = `data:image/png;base64,${readFileSync("tests/fixtures/free/images/drawn_0.png").toString("base64")}`;

/** A file with a complete report, including pictures. */
async function reportFile(): Promise<string> {
  const input = await aReport();
  const measured = measure(input.model, "test", "female");
  const worst = measured ? worstMistakes(measured) : [];
  const photos = worst.slice(0, 3).map(({ path }) => ({ path, dataUrl: PICTURE }));
  const path = join(folder.path, "report.html");
  writeFileSync(path, reportHtml({ ...input, photos }));
  return pathToFileURL(path).href;
}

/** Opens a file offline, like somebody who got it by mail. @returns also what it logs and requests */
async function open(browser: Browser, address: string, javaScriptEnabled: boolean) {
  const context = await browser.newContext({ javaScriptEnabled, offline: true });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) wrong.push(request.url());
  });
  await page.goto(address);
  return { page, wrong };
}

async function headings(page: Page): Promise<string[]> {
  return page.getByRole("heading", { level: 2 }).allInnerTexts();
}

test("the report opens from disk, without scripts or network", async ({ browser }) => {
  const { page, wrong } = await open(browser, await reportFile(), false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("800 photos, fine-tuned");
  const titles = await headings(page);
  expect(titles).toHaveLength(16);
  expect(titles[0]).toBe("How good it is");
  await expect(page.getByRole("navigation", { name: "Contents" }).getByRole("link")).toHaveText(titles);
  await page.getByRole("link", { name: "The worst mistakes" }).click();
  await expect(page.getByRole("heading", { name: "The worst mistakes" })).toBeInViewport();
  await expect(page.getByRole("img", { name: "ROC curve" })).toBeVisible();
  await page.getByText("2 files were left out").click();
  await expect(page.getByText("It moves.")).toBeVisible();
  expect(wrong).toEqual([]);
  await page.context().close();
});

test("the report is accessible, fits narrow and wide windows, and shows its pictures", async ({
  browser,
}) => {
  const { page, wrong } = await open(browser, await reportFile(), true);
  await page.locator("summary").click();
  await checkScreen(page, "report");
  const pictures = page.locator("main img");
  await expect(pictures).toHaveCount(3);
  const widths = await pictures.evaluateAll((all) =>
    all.map((each) => (each as HTMLImageElement).naturalWidth),
  );
  expect(widths).toEqual([224, 224, 224]);
  expect(wrong).toEqual([]);
  await page.context().close();
});

test("the report prints on a few pages", async ({ browser }) => {
  const { page } = await open(browser, await reportFile(), false);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.length).toBeLessThan(16);
  await page.context().close();
});

test("a plot is a valid picture on its own", async ({ browser }) => {
  const model = aCheckedModel();
  const measured = measure(model, "test", "male");
  const names: PlotName[] = ["roc", "precision-recall", "reliability", "histogram"];
  const files = [...names.map((name) => measured && plotFiles(name, measured)), historyFiles(model)];
  for (const file of files) {
    const path = join(folder.path, `${file?.name}.svg`);
    writeFileSync(path, file?.svg ?? "");
    const { page, wrong } = await open(browser, pathToFileURL(path).href, false);
    // If the XML is invalid, the browser shows an error instead.
    await expect(page.locator("svg > title"), file?.name).toHaveCount(1);
    await expect(page.locator("parsererror")).toHaveCount(0);
    const isInside = await page.locator("svg").evaluate((svg) => {
      const { width, height } = svg.getBoundingClientRect();
      const boxes = Array.from(svg.querySelectorAll("text"), (text) => text.getBoundingClientRect());
      return boxes.every(
        ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= width && bottom <= height,
      );
    });
    expect(isInside, `all words of ${file?.name} are within the picture`).toBe(true);
    expect(wrong).toEqual([]);
    await page.context().close();
  }
});
