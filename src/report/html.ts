import { backboneTitle } from "../backbone/weights";
import { moment } from "../common/words";
import { mainPart } from "../models/evaluation";
import { whyUnknown } from "../models/figure-sentences";
import type { HeldOut } from "../models/model";
import { Html, html, name, type Section } from "./html-markup";
import type { ReportInput } from "./input";
import { type Measured, measure } from "./measured";
import { basis, identity } from "./sections/basis-section";
import { checks } from "./sections/checks-section";
import { confusionMatrix } from "./sections/confusion-section";
import { curves, sureness } from "./sections/curves-section";
import { limits } from "./sections/limits-section";
import { mistakes, picturesOf } from "./sections/mistakes-section";
import { moreFigures } from "./sections/more-figures-section";
import { thresholds } from "./sections/thresholds-section";
import { training } from "./sections/training-section";
import { worth } from "./sections/worth-section";
import { STYLE } from "./style";

/** The document may only use its own styles and embedded pictures; it runs no scripts and loads nothing. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The report of a model (a model card: M. Mitchell et al., "Model cards for model reporting", 2019) as one HTML
 * document without scripts, which is self-contained and can be opened from a disk, sent and printed. It is based on the
 * test photos if there are any, otherwise on the validation photos.
 */
export function reportHtml(input: ReportInput): string {
  const { model, created } = input;
  const sections = sectionsOf(input);
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${model.name}: report</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<p class="kicker">Report on a face gender classifier</p>
<h1>${name(model.name)}</h1>
<p class="note">${origin(input)}</p>
</header>
<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
<main>
${sections.map(sectionHtml)}
</main>
<footer><p>Made with Twofold on ${moment(created)}. This file is self-contained: it loads nothing and runs no script.</p></footer>
</body>
</html>
`;
  return document.text;
}

function sectionsOf({ model, positive, extras, photos = [] }: ReportInput): Section[] {
  const main = mainPart(model);
  const measured = main && measure(model, main, positive);
  const others = (["val", "test"] satisfies HeldOut[])
    .filter((part) => part !== main)
    .flatMap((part) => measure(model, part, positive) ?? []);
  return [
    ...(measured === undefined ? [unmeasured(model)] : measuredSections(measured, others, extras)),
    ...checks(extras),
    ...(measured === undefined ? [] : [mistakes(measured, photos)]),
    training(model),
    limits(
      model,
      extras.groups !== undefined,
      measured !== undefined && picturesOf(measured, photos).size > 0,
    ),
  ];
}

function measuredSections(
  measured: Measured,
  others: readonly Measured[],
  extras: ReportInput["extras"],
): Section[] {
  return [
    worth(measured, others, extras),
    basis(measured),
    confusionMatrix(measured),
    curves(measured),
    sureness(measured),
    thresholds(measured),
    moreFigures(measured, extras),
  ];
}

function unmeasured(model: ReportInput["model"]): Section {
  return {
    id: "worth",
    title: "How good it is",
    body: html`<p class="lead">${whyUnknown(model)}</p>
<p>No metrics can be computed, because it was not checked on any photos.</p>
${identity(model)}`,
  };
}

function origin({ model: { backbone, run, openedFrom, created } }: ReportInput): Html {
  const on = `MobileNetV2, ${backboneTitle(backbone)}`;
  if (run === undefined) return html`On ${on}. Opened from ${name(openedFrom ?? "a file")}.`;
  const { female, male } = run.counts.train;
  return html`On ${on}. Trained on ${moment(created)} with ${female + male} photos (${female} female, ${male} male).`;
}

function sectionHtml({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}
