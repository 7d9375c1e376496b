import type { Label } from "../common/label";
import type { Fact } from "../models/training-facts";
import type { Plot } from "../plots/plot";
import { escaped } from "./markup";
import { plotSvg } from "./svg/plot-svg";

/** HTML that needs no escaping. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template can contain: text is escaped, HTML is not, lists are joined, undefined is omitted. */
export type Content = string | number | Html | undefined | readonly Content[];

/**
 * HTML from a template. Input from outside is inserted as text, so it cannot become a tag. A number and its per cent
 * sign stay on one line.
 */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(strings.map((string, index) => string + textOf(contents[index])).join(""));
}

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "object") return content.map(textOf).join("");
  return escaped(String(content)).replace(/(\d) %/g, "$1\u00a0%");
}

/** A part of the document with a heading. */
export interface Section {
  /** Unique in the document, for links. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** A label as a word with its colour and its shape. */
export function labelMark(label: Label): Html {
  return html`<span class="label ${label}">${label}</span>`;
}

/** The name of a file or a model, in any writing direction. */
export function name(text: string): Html {
  return new Html(`<bdi class="name">${escaped(text)}</bdi>`);
}

/**
 * A table with a header row; the first cell of each row is its header.
 * @param kind whether its cells contain words, which are aligned left, or numbers
 */
export function table(
  caption: string,
  head: readonly Content[],
  rows: readonly (readonly Content[])[],
  kind: "numbers" | "words" = "numbers",
): Html {
  return html`<table class="${kind}">
<caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>`;
}

/** Values with their names and what they mean. */
export function factList(facts: readonly Fact[]): Html {
  return html`<dl class="facts">${facts.map(
    ({ name: title, value, note }) =>
      html`<div><dt>${title}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>\n`,
  )}</dl>`;
}

/** A plot with its title and caption; only these if it cannot be drawn. */
export function plot(title: string, words: string, drawn: Plot | undefined): Html {
  return html`<figure><figcaption><h3>${title}</h3><p class="note">${words}</p></figcaption>
${drawn && new Html(plotSvg(drawn))}</figure>`;
}

export function note(...content: Content[]): Html {
  return html`<p class="note">${content}</p>`;
}
