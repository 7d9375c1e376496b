import type { File as HdfFile } from "h5wasm";
import { AppError } from "../common/error";
import { randomId } from "../common/random-id";
import { readCheckpoint } from "./checkpoint";
import type { BackboneWeights } from "./weights";

/** `h5wasm` in the page, `h5wasm/node` in the build: two builds of one library with the same types. */
export type Hdf5Library = typeof import("h5wasm");

type H5Module = Awaited<Hdf5Library["ready"]>;

/** The first eight bytes of every HDF5 file. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes start with the HDF5 signature. */
export function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads a backbone from the file at `path` in the library's file system.
 * @throws AppError `bad-checkpoint`
 */
export async function checkpointFromFile(
  hdf5: Hdf5Library,
  path: string,
  name: string,
): Promise<BackboneWeights> {
  // Otherwise the library logs its errors to the console and continues.
  (await hdf5.ready).activate_throwing_error_handler();
  let file: HdfFile | undefined;
  try {
    file = new hdf5.File(path, "r");
    return readCheckpoint(file, name);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(name, "It is cut off or damaged.", cause);
  } finally {
    file?.close();
  }
}

/**
 * Reads a backbone from the bytes of a dropped file. Loads h5wasm on the first call.
 * @throws AppError `bad-checkpoint`
 */
export async function checkpointFromBytes(bytes: Uint8Array, name: string): Promise<BackboneWeights> {
  if (!isHdf5(bytes)) throw damaged(name, "It is not an HDF5 file.");
  const hdf5 = await import("h5wasm");
  return withTemporaryFile(hdf5, async (path, { FS }) => {
    FS.writeFile(path, bytes);
    return checkpointFromFile(hdf5, path, name);
  });
}

/**
 * Opens a file given as bytes and passes it to `read`. Loads h5wasm on the first call.
 * @throws whatever `read` or the library throws; for damaged files nearly anything
 */
export async function readHdf5<T>(bytes: Uint8Array, read: (file: HdfFile) => T): Promise<T> {
  const hdf5 = await import("h5wasm");
  return withTemporaryFile(hdf5, async (path, module) => {
    module.activate_throwing_error_handler();
    module.FS.writeFile(path, bytes);
    const file = new hdf5.File(path, "r");
    try {
      return read(file);
    } finally {
      file.close();
    }
  });
}

/** The bytes of a new file that `write` fills. Loads h5wasm on the first call. */
export async function writeHdf5(write: (file: HdfFile) => void): Promise<Uint8Array<ArrayBuffer>> {
  const hdf5 = await import("h5wasm");
  return withTemporaryFile(hdf5, async (path, module) => {
    module.activate_throwing_error_handler();
    const file = new hdf5.File(path, "w");
    try {
      write(file);
    } finally {
      file.close();
    }
    return Uint8Array.from(module.FS.readFile(path));
  });
}

/** A temporary path in the library's file system; the file there is deleted afterwards. */
async function withTemporaryFile<T>(
  hdf5: Hdf5Library,
  use: (path: string, module: H5Module) => Promise<T>,
): Promise<T> {
  const module = await hdf5.ready;
  const path = `${randomId()}.h5`;
  try {
    return await use(path, module);
  } finally {
    if (module.FS.analyzePath(path, false).exists) module.FS.unlink(path);
  }
}

function damaged(name: string, reason: string, cause?: unknown): AppError {
  return new AppError("bad-checkpoint", `${name} cannot be read as a checkpoint. ${reason}`, {
    file: name,
    next: "Download the file again, for example from Keras Applications.",
    cause,
  });
}
