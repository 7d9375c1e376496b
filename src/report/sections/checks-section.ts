/** What else was found out about a model, where somebody asked for it. */
import { count, figure, percent } from "../../common/words";
import { conditionName } from "../../conditions/conditions";
import { partsSentence, verdictSentence } from "../../crossvalidation/crossvalidation-sentences";
import { verdictOf } from "../../crossvalidation/learning-curve-verdict";
import { photos } from "../../models/figure-sentences";
import { gapSentence } from "../../models/group-sentences";
import { html, labelMark, name, note, plot, type Section, table } from "../html-markup";
import type { ReportExtras } from "../input";
import { PART_NAMES } from "../measured";
import { learningCurvePlot } from "../plots/training";

/** Rows of a list that anybody reads; `evaluation.json` has all. */
const MOST_ROWS = 20;

/** A label is doubted where the other one is likelier. */
const DOUBTED = 0.5;

/** The sections of all that was computed, in the order in which one asks. */
export function checks(extras: ReportExtras): Section[] {
  const { groups, stress, crossValidation, learningCurve, labelCheck, duplicates } = extras;
  return [
    ...(groups === undefined ? [] : [groupSection(groups)]),
    ...(stress === undefined ? [] : [stressSection(stress)]),
    ...(crossValidation === undefined ? [] : [crossValidationSection(crossValidation)]),
    ...(learningCurve === undefined ? [] : [learningCurveSection(learningCurve)]),
    ...(labelCheck === undefined ? [] : [labelSection(labelCheck)]),
    ...(duplicates === undefined ? [] : [duplicateSection(duplicates)]),
  ];
}

/** What of the extras there is, without those that there are not. */
type Extra<Key extends keyof ReportExtras> = NonNullable<ReportExtras[Key]>;

function groupSection(comparison: Extra<"groups">): Section {
  const { groups, part, source, without } = comparison;
  return {
    id: "groups",
    title: "Groups of photos",
    body: html`<p>${gapSentence(comparison, without, source)}</p>
${table(
  "Figures of each group",
  ["Group", "Photos", "Accuracy", "95 % interval", "ROC AUC"],
  groups.map(({ name: group, figures, interval, isSmall }) => [
    html`${name(group)}${isSmall ? html` <span class="note">too few to tell</span>` : undefined}`,
    count(figures.count),
    percent(figures.accuracy),
    `${percent(interval.low)} to ${percent(interval.high)}`,
    figure(figures.rocAuc),
  ]),
)}
${note("Groups of the ", PART_NAMES[part], " photos by ", name(source), ". Ranges are Wilson’s 95 % intervals.")}`,
  };
}

function stressSection({ conditions, clean, photos: all, seed }: Extra<"stress">): Section {
  return {
    id: "stress",
    title: "Bad conditions",
    body: html`${table(
      "Accuracy in each condition at each strength",
      ["Condition", "light", "medium", "strong", "points lost"],
      conditions.map(({ condition, strengths, loss }) => [
        conditionName(condition),
        ...([1, 2, 3] as const).map((strength) =>
          percent(strengths.find((each) => each.strength === strength)?.accuracy ?? undefined),
        ),
        (100 * loss).toFixed(1),
      ]),
    )}
${note(
  `Accuracy on ${photos(all)} that were made worse by the computer; as they are it is ${percent(clean.accuracy ?? undefined)}. Lost are percentage points, on average of the three. ` +
    `Chance in it comes from seed ${seed}. Real fog, rain and darkness may be worse.`,
)}`,
  };
}

function crossValidationSection(figures: Extra<"crossValidation">): Section {
  return {
    id: "cross-validation",
    title: "Cross-validation",
    body: html`<p>${partsSentence(figures)}</p>
${note(
  "Models with the same settings, each trained anew on four fifths of the photos: how good such models are, and how " +
    "much that differs by chance from one to the next (±, one standard deviation).",
)}`,
  };
}

function learningCurveSection(curve: Extra<"learningCurve">): Section {
  const verdict = verdictOf(curve);
  return {
    id: "learning",
    title: "Would more photos help?",
    body: plot(
      "Learning curve",
      verdict === undefined ? "" : verdictSentence(verdict),
      learningCurvePlot(curve),
    ),
  };
}

function labelSection(ranking: Extra<"labelCheck">): Section {
  const doubted = ranking.filter(({ doubt = 0 }) => doubt > DOUBTED);
  const shown = doubted.slice(0, MOST_ROWS);
  return {
    id: "labels",
    title: "Are the labels right?",
    body: html`<p>Models that did not learn from them find the other label likelier for ${count(doubted.length)} of ${photos(ranking.length)}.</p>
${
  shown.length === 0
    ? undefined
    : table(
        "The most doubtful labels",
        ["Photo", "Labelled", "Doubt"],
        shown.map(({ file = "", label, doubt }) => [name(file), label && labelMark(label), percent(doubt)]),
        "words",
      )
}
${shown.length < doubted.length ? note(`These are the ${count(shown.length)} most doubtful; evaluation.json ranks them all.`) : undefined}
${note("Doubt is the probability of the other label. Not every doubted label is wrong: the models err too.")}`,
  };
}

function duplicateSection(pairs: Extra<"duplicates">): Section {
  const copies = pairs.filter(({ kind }) => kind === "copy").length;
  const shown = pairs.slice(0, MOST_ROWS);
  return {
    id: "duplicates",
    title: "Photos that are there twice",
    body: html`<p>${
      pairs.length === 0
        ? "No photo is there twice."
        : `${pairs.length === 1 ? "1 pair" : `${count(pairs.length)} pairs`} of photos: ${count(copies)} of the same file, ${count(pairs.length - copies)} that look nearly the same.`
    }</p>
${
  shown.length === 0
    ? undefined
    : table(
        "Pairs of photos",
        ["Photo", "and", "are"],
        shown.map(({ a, b, kind }) => [
          name(a),
          name(b),
          kind === "copy" ? "the same file" : "nearly the same",
        ]),
        "words",
      )
}
${shown.length < pairs.length ? note(`These are the first ${count(shown.length)}; evaluation.json has them all.`) : undefined}`,
  };
}
