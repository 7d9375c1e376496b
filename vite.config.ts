import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compileKernels } from "./scripts/compile-kernels";
import { contentSecurity } from "./scripts/content-security";
import { vendorBackbones } from "./scripts/vendor-backbones";

export default defineConfig({
  // Relative addresses, so that the built page works from any folder of any host.
  base: "./",
  plugins: [react(), compileKernels(), vendorBackbones(), contentSecurity()],
  worker: {
    format: "es",
    plugins: () => [compileKernels()],
    // No chunk may import the entry: WebKit would evaluate it, and all that it holds, a second time.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "engine", test: /\/src\/engine\/worker\/worker\.ts$/ }] } },
    },
  },
  build: {
    target: "es2022",
    // The first with light-dark(): for older ones it would be rewritten into what Mantine's switch does not reach.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    // TensorFlow.js and h5wasm, which workers load when they need them.
    chunkSizeWarningLimit: 5000,
  },
});
