import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";

export { expect };

/** The folder of 400 + 400 real photos; undefined on a machine without it, which uses drawn faces instead. */
export const sharedFaces = ifPresent("../../../shared/faces");

/** The folder of the ImageNet weights of width 0.35, if present; the tests' build then includes them. */
export const sharedBackbone = ifPresent("../../../shared/backbone");

/**
 * Playwright's `test` with the page opened. It also checks in every test that no error reaches the console and that no
 * request goes to another origin.
 */
export const test = base.extend<{ promises: undefined }>({
  promises: [
    async ({ context, baseURL }, use) => {
      const broken: string[] = [];
      const isOwn = (address: string) =>
        address.startsWith("data:") || new URL(address).origin === new URL(baseURL ?? "").origin;

      context.on("console", (message) => {
        if (message.type() === "error") broken.push(`console: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => broken.push(`uncaught: ${error.error().stack ?? error.error()}`));
      context.on("request", (request) => {
        if (!isOwn(request.url())) broken.push(`request: ${request.url()}`);
      });
      context.on("page", (page) => {
        page.on("websocket", (socket) => broken.push(`web socket: ${socket.url()}`));
      });

      await use(undefined);
      expect(broken, "what the page must never do").toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page }, use) => {
    await page.goto("/");
    await use(page);
    // A worker may be starting as the test ends; a handler that rewrites its script must not fail the test.
    await page.unrouteAll({ behavior: "ignoreErrors" });
  },
});

function ifPresent(path: string): string | undefined {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  return existsSync(folder) ? folder : undefined;
}
