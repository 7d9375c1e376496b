import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { defaultSources } from "./scripts/backbone-sources";
import { CHROMIUM_FLAGS, findChromium, SOFTWARE_WEBGL_FLAGS } from "./scripts/chromium";
import { compileKernels } from "./scripts/compile-kernels";
import { vendorBackbones } from "./scripts/vendor-backbones";
import { serveFolders } from "./tests/browser/shared-files";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A port that Node refuses to connect to. */
const NOWHERE = "http://127.0.0.1:9/";

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [compileKernels()],
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          environment: "node",
          // Only ends tests that hang: a test must not fail because the machine is busy.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browsers",
          include: ["tests/browsers/**/*.test.ts"],
          environment: "node",
          globalSetup: "tests/browsers/serve.ts",
          // Their time is the page's, on a busy machine.
          testTimeout: 300_000,
          hookTimeout: 60_000,
          // Browsers side by side would only fight for the cores.
          fileParallelism: false,
        },
      },
      {
        plugins: [
          compileKernels(),
          serveFolders({ "/fixtures": folder("tests/fixtures"), "/shared": folder("../shared") }),
          // The starter backbone and no other: these tests must give the same everywhere.
          vendorBackbones({
            ...defaultSources(folder("."), {}),
            kerasCache: "",
            projectCache: "",
            baseUrl: NOWHERE,
          }),
        ],
        // Vitest looks for packages in what the tests import; those that only a worker imports would be found
        // in the middle of a run, and Vite would then reload the page under the tests.
        optimizeDeps: { entries: ["src/**/*.{ts,tsx}", "tests/browser/**/*.ts"] },
        worker: { format: "es", plugins: () => [compileKernels()] },
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          // WebGL in software takes seconds where a graphics card takes milliseconds.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts workers of its own; side by side they would only fight for the cores.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: await findChromium(),
                args: [...CHROMIUM_FLAGS, ...SOFTWARE_WEBGL_FLAGS],
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
