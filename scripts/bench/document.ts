/** Section → its heading in BENCHMARKS.md, in the order of the file. */
const HEADINGS = {
  forward: "The forward pass",
  resize: "Resizing",
  pool: "All cores",
  head: "Training the head",
  job: "The whole job",
  keras: "The whole job compared with Keras",
  tuning: "Fine-tuning",
  photo: "One photo",
  webcam: "The webcam",
  start: "Page load",
  threshold: "Moving the threshold",
  scale: "Many photos",
} as const;

export type SectionName = keyof typeof HEADINGS;

const TITLE = `# Benchmarks

Written by \`npm run bench -- --write\`: medians, with minimum and maximum in parentheses. The two sides of a row were
measured alternately in the same run, after a warm-up.`;

/** The heading of the hand-written part: it and everything below it are left unchanged. */
const WRITTEN_BY_PEOPLE = "Where the time goes";

/**
 * The document with new measurements of some sections. @param before the current document; may be empty
 * @param measured section → its text
 */
export function documentWith(
  before: string,
  measured: Readonly<Partial<Record<SectionName, string>>>,
): string {
  const parts = before.split(/^## /m).slice(1);
  const kept = new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part.trimEnd()]));
  const names = Object.keys(HEADINGS) as SectionName[];
  const sections = names.flatMap((name) => {
    const text = measured[name];
    if (text !== undefined) return `## ${HEADINGS[name]}\n\n${text}`;
    const old = kept.get(HEADINGS[name]);
    return old === undefined ? [] : `## ${old}`;
  });
  const written = before.indexOf(`## ${WRITTEN_BY_PEOPLE}`);
  return `${[TITLE, ...sections, written < 0 ? "" : before.slice(written)].join("\n\n").trimEnd()}\n`;
}
