import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Plugin } from "vite";

/**
 * Serves folders of this machine to browser tests, `folders` mapping an address such as `/shared` to a
 * folder. Missing files give 404, where Vite itself would serve a page.
 */
export function serveFolders(folders: Readonly<Record<string, string>>): Plugin {
  return {
    name: "twofold:serve-folders",
    configureServer(server) {
      for (const [address, folder] of Object.entries(folders)) {
        server.middlewares.use(address, async (request, response) => {
          try {
            const path = pathInside(folder, request.url ?? "/");
            const file = await stat(path);
            if (!file.isFile()) throw new Error(`${path} is not a file`);
            response.writeHead(200, { "content-length": file.size });
            await pipeline(createReadStream(path), response);
          } catch {
            if (response.headersSent) response.destroy();
            else response.writeHead(404).end();
          }
        });
      }
    },
  };
}

function pathInside(folder: string, address: string): string {
  const { pathname } = new URL(address, "http://localhost");
  const path = join(folder, decodeURIComponent(pathname));
  if (!path.startsWith(folder + sep)) throw new Error(`${path} is outside ${folder}`);
  return path;
}
