import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

/** Checks that axe finds nothing and nothing is cut off at either side, narrow and wide. */
export async function checkScreen(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    // Wait until the place has loaded.
    await expect(page.locator('main[aria-busy="true"]'), name).toHaveCount(0);
    await expect(page.getByRole("status", { name: "Loading", exact: true }), name).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(overflow, `${name} at ${size.width} px`).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect(found, `${name} at ${size.width} px`).toEqual([]);
  }
}
