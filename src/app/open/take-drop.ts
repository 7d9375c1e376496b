import { entryOf, filesFromDrop } from "../../dataset/entries";
import type { FoundFiles } from "../../dataset/sample";
import { showNotice } from "../notices/show-notice";
import { go, useSession } from "../session/store";
import { kindOf, sortFiles } from "./file-kinds";
import { openFiles } from "./open-files";
import { take, takeProject } from "./take-photos";

/**
 * Handles a drop: opens models, backbones and projects, and adds photos to Data, except under Use, which handles them
 * itself. Call it in the drop event, because the items are gone afterwards.
 */
export function takeDrop(items: DataTransferItemList): void {
  const { models, projects, photos } = sortFiles(itemsOf(items));
  const zips = openFiles(models.flatMap(({ item }) => item.getAsFile() ?? []));
  void openProjects(projects.flatMap(({ item }) => item.getAsFile() ?? []));
  if (useSession.getState().place === "use") void zips.then(sayWithoutModel);
  else if (photos.length > 0) takePhotos((signal) => photosOf(items, zips, signal));
  else void zips.then((files) => files.length > 0 && takePhotos(() => asFound(files)));
}

/** Opens the chosen files, whatever their names. */
export function takeChosen(files: readonly File[]): void {
  const isProject = ({ name }: File) => kindOf(name) === "project";
  void openFiles(files.filter((file) => !isProject(file))).then(sayWithoutModel);
  void openProjects(files.filter(isProject));
}

function takePhotos(find: Parameters<typeof take>[0]): void {
  go("data");
  void take(find);
}

/** The photos of a drop and, once they are known, the zips of photos in it. */
async function photosOf(
  items: DataTransferItemList,
  zips: Promise<readonly File[]>,
  signal: AbortSignal,
): Promise<FoundFiles> {
  const { files, leftOut } = await filesFromDrop(items, { signal });
  return { files: [...sortFiles(files).photos, ...asFound(await zips).files], leftOut };
}

function asFound(files: readonly File[]): FoundFiles {
  return { files: files.map((file) => ({ path: file.name, file })), leftOut: [] };
}

/** The dropped items; the path of a folder ends with a slash. */
function itemsOf(items: DataTransferItemList): { readonly path: string; readonly item: DataTransferItem }[] {
  return [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => {
      const entry = entryOf(item);
      const name = entry?.name ?? item.getAsFile()?.name ?? "";
      return { path: entry?.isDirectory ? `${name}/` : name, item };
    });
}

async function openProjects(files: readonly File[]): Promise<void> {
  for (const file of files) await takeProject(file);
}

function sayWithoutModel(zips: readonly File[]): void {
  for (const { name } of zips) {
    showNotice({
      title: `There is no model in ${name}`,
      message: "If it contains photos, add it under Data.",
      autoClose: 8000,
    });
  }
}
