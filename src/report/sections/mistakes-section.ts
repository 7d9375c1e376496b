import { otherLabel } from "../../common/label";
import { count, percent } from "../../common/words";
import { type EvaluatedPhoto, ownScore, tellsPhotos } from "../../models/evaluated";
import { type Html, html, labelMark, name, note, type Section, table } from "../html-markup";
import type { Thumbnail } from "../input";
import type { Measured } from "../measured";
import { worstMistakes } from "../worst-mistakes";

/** The worst mistakes; with pictures only if the user asked for them. */
export function mistakes(measured: Measured, thumbnails: readonly Thumbnail[]): Section {
  return { id: "mistakes", title: "The worst mistakes", body: body(measured, thumbnails) };
}

function body(measured: Measured, thumbnails: readonly Thumbnail[]): Html {
  if (!tellsPhotos(measured.evaluation))
    return note("These cannot be listed, because the model’s file does not name its photos.");
  const { falsePositives, falseNegatives } = measured.figures.confusion;
  const all = falsePositives + falseNegatives;
  if (all === 0) return note("There are none: it classified all of these photos correctly.");
  const worst = worstMistakes(measured);
  const pictures = picturesOf(measured, thumbnails);
  const words =
    worst.length < all
      ? `The ${count(worst.length)} most confident of ${count(all)} mistakes.`
      : "All its mistakes, the most confident first.";
  return html`${note(words, " Some may be wrong labels rather than wrong predictions.")}
${pictures.size > 0 ? cards(worst, pictures) : list(worst)}`;
}

function list(photos: readonly EvaluatedPhoto[]): Html {
  return table(
    "Misclassified photos",
    ["Photo", "Labelled", "Called", "Probability"],
    photos.map((photo) => [
      name(photo.path),
      labelMark(photo.label),
      labelMark(otherLabel(photo.label)),
      percent(1 - ownScore(photo)),
    ]),
    "words",
  );
}

function cards(photos: readonly EvaluatedPhoto[], pictures: ReadonlyMap<string, string>): Html {
  return html`<ul class="cards">${photos.map((photo) => {
    const { path, label } = photo;
    const picture = pictures.get(path);
    return html`<li>${picture === undefined ? html`<span class="absent">no picture</span>` : html`<img src="${picture}" alt="">`}
<span>labelled ${labelMark(label)}</span>
<span>called ${labelMark(otherLabel(label))}, ${percent(1 - ownScore(photo))}</span>
<span class="note">${name(path)}</span></li>\n`;
  })}</ul>`;
}

/** The pictures to show, by their photos' paths: only of listed mistakes, and only pictures. */
export function picturesOf(
  measured: Measured,
  thumbnails: readonly Thumbnail[],
): ReadonlyMap<string, string> {
  const listed = new Set(worstMistakes(measured).map(({ path }) => path));
  const shown = thumbnails.filter(
    ({ path, dataUrl }) => listed.has(path) && dataUrl.startsWith("data:image/"),
  );
  return new Map(shown.map(({ path, dataUrl }) => [path, dataUrl]));
}
