/** A tag of a document, with its attributes. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /<(?:!doctype html|(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?))>/gi;

/** The only entities allowed in text and attributes. */
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/;

/**
 * All tags of a document in which every tag is closed, every attribute is in quotes, and every other `<` and `&` is
 * written as an entity. The content of `<style>` is ignored.
 * @param empty names of tags that are never closed
 * @throws Error if the document is not well-formed
 */
export function tagsOf(document: string, empty: readonly string[] = []): Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const text = document.replace(/<style>.*?<\/style>/s, "<style></style>");
  let end = 0;
  for (const match of text.matchAll(TAG)) {
    const between = text.slice(end, match.index);
    if (/[<>]/.test(between) || ENTITY.test(between))
      throw new Error(`Not well-formed: ${between.slice(0, 200)}`);
    end = match.index + match[0].length;
    const [, closes, name, written = "", closed] = match;
    if (name === undefined) continue;
    if (closes) {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    const attributes = Object.fromEntries(
      Array.from(written.matchAll(/([\w:-]+)="([^"]*)"/g), ([, key = "", value = ""]) => {
        if (ENTITY.test(value)) throw new Error(`Not well-formed: ${value}`);
        return [key, value];
      }),
    );
    tags.push({ name, attributes });
    if (!closed && !empty.includes(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`Left open: ${open.join(", ")}`);
  if (/[<>]/.test(text.slice(end))) throw new Error(`Not well-formed: ${text.slice(end)}`);
  return tags;
}
