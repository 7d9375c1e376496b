/** Drives the page as a person does, by its own inputs, links and buttons. */
import { readFile } from "node:fs/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../chromium";

/** Of a run over 50,000 photos on a slow machine, milliseconds. */
const LONGEST = 3 * 60 * 60 * 1000;

/** What a training run says of itself: `runReport` of src/models/evaluation.ts. */
export interface RunReport {
  readonly backend: string;
  readonly metrics: { readonly val?: { readonly accuracy: number; readonly rocAuc: number } };
  readonly counts: Readonly<
    Record<"train" | "val" | "test", { readonly female: number; readonly male: number }>
  >;
  readonly seconds: Readonly<Record<"read" | "features" | "train" | "evaluate" | "total", number>>;
  /** Only of fine-tuned models. */
  readonly tuning?: { readonly seconds: number };
}

export async function launch(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS, ...flags] });
}

/** A browser that knows nothing yet: no cache, no database. Whoever asks for it closes it. */
export async function freshContext(browser: Browser, baseURL: string): Promise<BrowserContext> {
  return watched(await browser.newContext({ baseURL, acceptDownloads: true, permissions: ["camera"] }));
}

/**
 * The same as a person has it, with databases and files on the disk: a context of Playwright's is a private window,
 * which has them in memory. @param folder for its profile, that is not there yet
 */
export async function launchWithProfile(folder: string, baseURL: string): Promise<BrowserContext> {
  const options = { executablePath: await findChromium(), args: [...CHROMIUM_FLAGS], baseURL };
  return watched(await chromium.launchPersistentContext(folder, options));
}

function watched(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(60_000);
  context.on("weberror", (error) => console.error(`page: ${error.error().message}`));
  return context;
}

/** Makes the page believe in so many cores, which is the width of its pool. */
export async function pretendCores(context: BrowserContext, cores: number): Promise<void> {
  await context.addInitScript(
    (value) => Object.defineProperty(navigator, "hardwareConcurrency", { value }),
    cores,
  );
}

export type Place = "Data" | "Train" | "Results" | "Use" | "Models";

export function goTo(page: Page, place: Place): Promise<void> {
  return page
    .getByRole("navigation", { name: "Places" })
    .getByRole("link", { name: new RegExp(`^${place}`) })
    .click();
}

/** Drags folders from the desktop onto the page, which only the browser's own protocol can do. */
export async function drop(page: Page, ...files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await client.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await client.detach();
}

/** Waits until dropped photos are read. */
export async function photosAreRead(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Train", exact: true }).waitFor({ timeout: LONGEST });
  await jobEnds(page);
}

/** Waits for the end of what the page shows progress of. @throws Error with what the page says went wrong */
export async function jobEnds(page: Page): Promise<void> {
  await page.getByTestId("job").waitFor({ state: "hidden", timeout: LONGEST });
  const alert = page.getByRole("main").getByRole("alert").first();
  if (await alert.isVisible()) throw new Error(await alert.innerText());
}

/** Chooses a backbone under Train, where there must be photos already. @param title as the page shows it */
export async function chooseBackbone(page: Page, title: string): Promise<void> {
  await goTo(page, "Train");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: title, exact: true }).check();
}

/** Trains, under Train, to the results. */
export async function train(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Start training|Train again)$/ }).click();
  await page.waitForURL(/#results$/, { timeout: LONGEST });
  await page.locator('[data-figure="accuracy"] dd').first().waitFor();
}

/** Whether training or fine-tuning runs, as the link to Train says. */
export async function isRunning(page: Page): Promise<boolean> {
  const text = await page.getByRole("link", { name: /^Train/ }).innerText();
  return text.includes("running");
}

/**
 * Fine-tunes the model under Results as the page suggests, and shows what it came to, better or not.
 * @param watch waits until it is over, and may look at the page meanwhile
 */
export async function fineTune(
  page: Page,
  watch: (isOver: () => Promise<boolean>) => Promise<void>,
): Promise<RunReport> {
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("button", { name: "Fine-tune it" }).click();
  await page.getByRole("button", { name: "Start fine-tuning" }).click();
  await watch(async () => !(await isRunning(page)));
  await goTo(page, "Train");
  await jobEnds(page);
  await goTo(page, "Models");
  await page.getByRole("button", { name: `Results of ${name}, fine-tuned`, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `${name}, fine-tuned`, exact: true }).waitFor();
  return runReport(page);
}

/** What the page under Results says of the run. */
export async function runReport(page: Page): Promise<RunReport> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download figures (JSON)" }).click(),
  ]);
  return JSON.parse(await readFile(await download.path(), "utf8"));
}
