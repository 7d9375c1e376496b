/** The results of the analyses that the user ran. */
import { count, figure, percent } from "../../common/words";
import { conditionName } from "../../conditions/conditions";
import { partsSentence, verdictSentence } from "../../crossvalidation/crossvalidation-sentences";
import { verdictOf } from "../../crossvalidation/learning-curve-verdict";
import { photos } from "../../models/figure-sentences";
import { gapSentence } from "../../models/group-sentences";
import { learningCurvePlot } from "../../plots/training-plots";
import { ANALYSES, type AnalysisName, type Found, namesOf } from "../analyses";
import { html, labelMark, name, note, plot, type Section, table } from "../html-markup";
import { PART_NAMES } from "../measured";

/** The longest list that people read; `evaluation.json` has all rows. */
const MOST_ROWS = 20;

/** A label is suspect if the other one is more likely. */
const DOUBTED = 0.5;

/** The section of each analysis, in the order of the report. */
const SECTIONS: { readonly [Name in AnalysisName]: (found: Found[Name]) => Section } = {
  groups: groupSection,
  stress: stressSection,
  crossValidation: crossValidationSection,
  learningCurve: learningCurveSection,
  labelCheck: labelSection,
  duplicates: duplicateSection,
};

/** The sections of all analyses that were run. */
export function checks(extras: Partial<Found>): Section[] {
  return namesOf(SECTIONS).flatMap((name) => sectionOf(name, extras[name]));
}

function sectionOf<Name extends AnalysisName>(name: Name, found: Found[Name] | undefined): Section[] {
  return found === undefined ? [] : [SECTIONS[name](found)];
}

function groupSection(comparison: Found["groups"]): Section {
  const { groups, part, source, without } = comparison;
  return {
    id: "groups",
    title: ANALYSES.groups,
    body: html`<p>${gapSentence(comparison, without, source)}</p>
${table(
  "Metrics of each group",
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

function stressSection({ conditions, clean, photos: all, seed }: Found["stress"]): Section {
  return {
    id: "stress",
    title: ANALYSES.stress,
    body: html`${table(
      "Accuracy in each condition at each strength",
      ["Condition", "Light", "Medium", "Strong", "Points lost"],
      conditions.map(({ condition, strengths, loss }) => [
        conditionName(condition),
        ...([1, 2, 3] as const).map((strength) =>
          percent(strengths.find((each) => each.strength === strength)?.accuracy ?? undefined),
        ),
        (100 * loss).toFixed(1),
      ]),
    )}
${note(
  `Accuracy on ${photos(all)} that were made worse by the computer; on the unchanged photos it is ${percent(clean.accuracy ?? undefined)}. “Points lost” is the accuracy lost at the greatest strength, in percentage points. ` +
    `Seed ${seed} controls all randomness. Real fog, rain and darkness may be worse.`,
)}`,
  };
}

function crossValidationSection(figures: Found["crossValidation"]): Section {
  return {
    id: "cross-validation",
    title: "Cross-validation",
    body: html`<p>${partsSentence(figures)}</p>
${note(
  "Every photo was classified by a model that was not trained on it. The number after ± shows how much the results " +
    "of the parts differ (standard deviation).",
)}`,
  };
}

function learningCurveSection(curve: Found["learningCurve"]): Section {
  const verdict = verdictOf(curve);
  return {
    id: "learning",
    title: ANALYSES.learningCurve,
    body: plot(
      "Learning curve",
      verdict === undefined ? "" : verdictSentence(verdict),
      learningCurvePlot(curve),
    ),
  };
}

function labelSection(ranking: Found["labelCheck"]): Section {
  const doubted = ranking.filter(({ doubt = 0 }) => doubt > DOUBTED);
  const shown = doubted.slice(0, MOST_ROWS);
  return {
    id: "labels",
    title: ANALYSES.labelCheck,
    body: html`<p>The model disagrees with the label of ${count(doubted.length)} of ${photos(ranking.length)}. Each photo was classified by a model that was not trained on it (cross-validation).</p>
${
  shown.length === 0
    ? undefined
    : table(
        "The most suspect labels",
        ["Photo", "Labelled", "Doubt"],
        shown.map(({ file = "", label, doubt }) => [name(file), label && labelMark(label), percent(doubt)]),
        "words",
      )
}
${shown.length < doubted.length ? note(`These are the ${count(shown.length)} most suspect; evaluation.json ranks them all.`) : undefined}
${note("Doubt is the probability of the other label. Not every suspect label is wrong: the models make mistakes too.")}`,
  };
}

function duplicateSection(pairs: Found["duplicates"]): Section {
  const copies = pairs.filter(({ kind }) => kind === "copy").length;
  const shown = pairs.slice(0, MOST_ROWS);
  return {
    id: "duplicates",
    title: ANALYSES.duplicates,
    body: html`<p>${
      pairs.length === 0
        ? "No duplicates found."
        : `${pairs.length === 1 ? "1 pair" : `${count(pairs.length)} pairs`} of photos: ${count(copies)} of the same file, ${count(pairs.length - copies)} that look nearly the same.`
    }</p>
${
  shown.length === 0
    ? undefined
    : table(
        "Pairs of photos",
        ["Photo", "Other photo", "They are"],
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
