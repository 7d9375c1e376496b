import type { Connect, Plugin } from "vite";

/**
 * What the built page may load and connect to: only its own origin, so no photo can leave it. WebAssembly
 * needs `wasm-unsafe-eval`; Mantine and recharts set inline styles.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * Writes the policy into the built page. The preview server also sends it with every response, because workers obey
 * the header of their own script, not the page's; `_headers` does the same on static hosts that read it.
 */
export function contentSecurity(): Plugin {
  const headers: Connect.NextHandleFunction = (request, response, next) => {
    response.setHeader("content-security-policy", `${POLICY}; frame-ancestors 'none'`);
    // File names in these folders contain a content hash.
    if (/^\/(assets|backbone)\/.+\.(js|css|wasm|bin|woff2)$/.test(request.url ?? "")) {
      response.setHeader("cache-control", "public, max-age=31536000, immutable");
    }
    next();
  };
  return {
    name: "twofold:content-security",
    apply: (_config, { command, isPreview }) => command === "build" || isPreview === true,
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
    generateBundle() {
      const source = `/*\n  Content-Security-Policy: ${POLICY}; frame-ancestors 'none'\n`;
      this.emitFile({ type: "asset", fileName: "_headers", source });
    },
    configurePreviewServer(server) {
      server.middlewares.use(headers);
    },
  };
}
