import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { freshContext, launch } from "./browser";
import { shared } from "./setting";

/** The number that the page draws for visitors. */
const DRAWN = 200;

/** A folder of `female` and `male` photos: real faces if available, else drawn faces. */
export async function facesFolder(benchUrl: string, temporary: string): Promise<string> {
  if (shared.faces !== undefined) return shared.faces;
  console.error(`No ../shared/faces: drawing ${DRAWN} faces`);
  const browser = await launch();
  try {
    const page = await (await freshContext(browser, benchUrl)).newPage();
    await page.goto("index.html");
    const drawn = (await page.evaluate((count) => window.bench?.drawFaces(count), DRAWN)) ?? {};
    for (const [path, content] of Object.entries(drawn)) {
      const file = join(temporary, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, Buffer.from(content, "base64"));
    }
    return join(temporary, "drawn faces");
  } finally {
    await browser.close();
  }
}
