import { AppError } from "../../../common/error";

/** A larger file cannot be a list of photos. */
const MOST_BYTES = 50 * 2 ** 20;

/**
 * The rows of a table as spreadsheets save it, with any of their separators.
 * @throws AppError `unreadable-file` if it is not such a table
 */
export async function readTable(file: File): Promise<readonly (readonly string[])[]> {
  const { parse } = await import("papaparse");
  const text = file.size > MOST_BYTES ? "" : await file.text();
  const { data } = parse<string[]>(text, { skipEmptyLines: true });
  if (data.length > 0 && data.every(({ length }) => length >= 2)) return data;
  throw new AppError("unreadable-file", `${file.name} is not a table with a file and a group in each row.`, {
    file: file.name,
    next: "Save it as CSV, with the photo’s name in the first column and its group in the second.",
  });
}
