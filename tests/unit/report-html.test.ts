import { describe, expect, it } from "vitest";
import { otherLabel } from "../../src/common/label";
import { femaleScores, ofLabel } from "../../src/metrics/probability";
import { mainPart } from "../../src/models/evaluation";
import type { TrainedModel } from "../../src/models/model";
import { reportHtml } from "../../src/report/html";
import type { ReportInput } from "../../src/report/input";
import { measure } from "../../src/report/measured";
import { MOST_MISTAKES, worstMistakes } from "../../src/report/worst-mistakes";
import { aModel } from "../a-model";
import { aCheckedModel, anEvaluation, aReport, HOSTILE } from "../a-report";
import { tagsOf } from "../well-formed";

/** HTML's void elements. */
const EMPTY = ["meta", "img"];

/** A report of a model without further analyses. */
function reportOf(model: TrainedModel, about: Partial<ReportInput> = {}): string {
  return reportHtml({ model, positive: "female", extras: {}, created: 0, ...about });
}

/** The text of a document, without tags. */
function wordsOf(document: string): string {
  return document
    .replace(/<(style|title|desc)[^>]*>.*?<\/\1>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

/** The text below a heading, up to the next section. */
function section(document: string, id: string): string {
  const [, inner = ""] = new RegExp(`<section id="${id}"(.*?)</section>`, "s").exec(document) ?? [];
  return wordsOf(`<section${inner}`);
}

const TINY = "data:image/png;base64,iVBORw0KGgo=";

describe("the report", () => {
  it("is one valid document that runs no script and loads nothing", async () => {
    const document = reportHtml(await aReport());
    expect(document.startsWith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')).toBe(
      true,
    );
    const tags = tagsOf(document, EMPTY);
    const policy = tags.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    expect(policy?.attributes.content).toContain("default-src &#39;none&#39;");
    expect(policy?.attributes.content).not.toContain("script-src");
    const names = new Set(tags.map(({ name }) => name));
    for (const forbidden of ["script", "link", "iframe", "object", "embed", "form", "base", "img"])
      expect(names, forbidden).not.toContain(forbidden);
    for (const { name, attributes } of tags) {
      expect(
        Object.keys(attributes).filter((key) => key.startsWith("on")),
        name,
      ).toEqual([]);
      if (attributes.href !== undefined) expect(attributes.href).toMatch(/^#[a-z-]+$/);
    }
    expect(document).not.toMatch(/url\(|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
    const ids = tags.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const links = tags.flatMap(({ attributes: { href } }) => href?.slice(1) ?? []);
    expect(links).not.toEqual([]);
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });

  it("escapes names", async () => {
    const input = await aReport();
    const model = { ...input.model, name: `<script>alert("1")</script>\u202e`, openedFrom: "</title><b>" };
    const document = reportHtml({ ...input, model });
    tagsOf(document, EMPTY);
    expect(document).not.toMatch(/<script|<img/);
    expect(document).toContain(
      '<bdi class="name">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\u202e</bdi>',
    );
    // As a mistake, a suspect label, one of a pair, and an excluded file.
    expect(
      document.split("female/&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;.jpg").length - 1,
    ).toBe(4);
    expect(document).not.toContain(HOSTILE);
  });

  it("starts with how good the model is: every metric, its interval and its basis", async () => {
    const input = await aReport();
    const document = reportHtml(input);
    const measured = measure(input.model, "test", "female");
    const worth = section(document, "worth");
    expect(worth).toContain("Of 100 female photos it found");
    for (const figure of ["accuracy", "precision", "recall", "f1"] as const)
      expect(worth, figure).toContain(`${(100 * (measured?.figures[figure] ?? 0)).toPrecision(3)} %`);
    expect(worth).toContain(measured?.figures.rocAuc?.toFixed(3));
    expect(worth.match(/interval: [\d.]+–[\d.]+/g)).toHaveLength(5);
    expect(worth).toContain(
      "Measured on 200 test photos, 100 female and 100 male, which it was not trained on. A photo is called female if its probability is at least 0.45.",
    );
    expect(worth).toContain("2 of these photos were also used for training");
    expect(worth).toMatch(/160 validation.*200 test|200 test.*160 validation/);
    const basis = section(document, "basis");
    expect(basis).toContain("a".repeat(64));
    expect(basis).toContain("within 10.0 %");
    expect(basis).toMatch(/It is sure of \d+ of 200 photos/);
    expect(basis).toContain("temperature 1.50");
  });

  it("has a section for everything computed, each linked from the contents", async () => {
    const document = reportHtml(await aReport());
    const titles = Array.from(document.matchAll(/<h2 id="[^"]*">([^<]*)<\/h2>/g), ([, title]) => title);
    expect(titles).toEqual([
      "How good it is",
      "What was measured",
      "Confusion matrix",
      "Other thresholds, in curves",
      "How sure is it, and how often is it right?",
      "Other thresholds, in numbers",
      "More metrics",
      "Is it equally good for every group?",
      "How does it do in bad conditions?",
      "Cross-validation",
      "Would more photos help?",
      "Are the labels right?",
      "Are there duplicates?",
      "The worst mistakes",
      "How it was trained",
      "What it is for, and what it is not for",
    ]);
    expect(document.match(/<h1>/g)).toHaveLength(1);
    expect(document.match(/<svg /g)).toHaveLength(6);
    expect(section(document, "groups")).toMatch(/old .* young|young .* old/);
    expect(section(document, "stress")).toMatch(/Blur .* Fog .* Partial cover/);
    expect(section(document, "cross-validation")).toMatch(/ROC AUC 0\.9\d+\s±\s0\.0/);
    expect(section(document, "learning")).toMatch(/^ ?Would more photos help\? Learning curve/);
    expect(section(document, "duplicates")).toContain(
      "2 pairs of photos: 1 of the same file, 1 that look nearly the same.",
    );
  });

  it("omits sections that were not computed", () => {
    const document = reportOf(aCheckedModel());
    for (const id of ["groups", "stress", "cross-validation", "learning", "labels", "duplicates"])
      expect(document, id).not.toContain(`id="${id}"`);
    expect(section(document, "figures")).toContain("none were computed for this report.");
    expect(section(document, "limits")).toContain("No groups of photos were compared");
  });

  it("describes how the model was trained, and what was left out", () => {
    const training = section(reportOf(aCheckedModel()), "training");
    expect(training).toMatch(/training 320 320 validation 80 80 test 100 100/);
    expect(training).toMatch(/Seed 4 /);
    expect(training).toMatch(/Trained blocks all blocks/);
    expect(training).toContain("the model after round 24 was kept");
    expect(training).toContain("2 files were left out");
    expect(training).toContain("It moves.");
  });

  it("states intended use and misuse", () => {
    const limits = section(reportOf(aCheckedModel()), "limits");
    expect(limits).toContain(
      "Do not use it to decide anything about a person, to sort people, or to watch them.",
    );
    expect(limits).toContain("Photos were never uploaded");
    expect(limits).toContain("This file contains no photos");
  });
});

describe("the worst mistakes", () => {
  it("are at most fifty, the most confident first", () => {
    const model = aCheckedModel({ evaluations: { test: anEvaluation(20_000, 5) } });
    const measured = measure(model, "test", "female");
    const worst = measured ? worstMistakes(measured) : [];
    expect(worst).toHaveLength(MOST_MISTAKES);
    const document = reportOf(model);
    const mistakes = section(document, "mistakes");
    expect(mistakes).toMatch(/The 50 most confident of [\d,]+ mistakes\./);
    expect(document.length).toBeLessThan(150_000);
    const confidences = worst.map(({ label, female }) => ofLabel(female, otherLabel(label)));
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });

  it("have pictures only on request, and no other content", () => {
    const model = aCheckedModel();
    const measured = measure(model, mainPart(model) ?? "val", "female");
    const [first, second] = measured ? worstMistakes(measured) : [];
    const photos = [
      { path: first?.path ?? "", dataUrl: TINY },
      { path: second?.path ?? "", dataUrl: "javascript:alert(1)" },
      { path: "of no mistake.jpg", dataUrl: TINY },
    ];
    const document = reportOf(model, { photos });
    const pictures = tagsOf(document, EMPTY).filter(({ name }) => name === "img");
    expect(pictures.map(({ attributes }) => attributes)).toEqual([{ src: TINY, alt: "" }]);
    expect(document).not.toContain("javascript:");
    expect(section(document, "limits")).toContain("This file contains file names, and small pictures");
  });

  it("are unknown if the file does not list the photos, and none if there are none", () => {
    const { labels, scores } = anEvaluation(40, 1);
    const silent = reportOf(aCheckedModel({ evaluations: { test: { paths: [], labels, scores } } }));
    expect(section(silent, "mistakes")).toContain("These cannot be listed, because the model’s file");
    const perfect = femaleScores<"uncalibrated">(
      Float32Array.from(labels, (label) => (label === 0 ? 0.9 : 0.1)),
    );
    const evaluations = { test: { ...anEvaluation(40, 1), scores: perfect } };
    expect(section(reportOf(aCheckedModel({ evaluations })), "mistakes")).toContain(
      "There are none: it classified all of these photos correctly.",
    );
  });
});

describe("the report of a model with little information", () => {
  it("of five photos states the uncertainty", () => {
    const document = reportOf(aCheckedModel({ evaluations: { val: anEvaluation(5, 1) } }));
    expect(section(document, "worth")).toContain(
      "With only 5 photos to check with, accuracy may be off by some",
    );
    tagsOf(document, EMPTY);
  });

  it("of photos of one label says why there is no ROC curve", () => {
    const evaluations = { val: { ...anEvaluation(6, 1), labels: new Uint8Array(6) } };
    const document = reportOf(aCheckedModel({ evaluations }));
    const why = "This cannot be computed, because it takes photos of both labels, and there is no male one.";
    expect(section(document, "worth")).toContain(why);
    expect(section(document, "curves")).toContain(why);
    expect(section(document, "thresholds")).toContain("there is no male one.");
    expect(wordsOf(document)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("of equal scores still has metrics", () => {
    const evaluations = {
      val: { ...anEvaluation(6, 1), scores: femaleScores<"uncalibrated">(new Float32Array(6).fill(0.25)) },
    };
    const document = reportOf(aCheckedModel({ evaluations, temperature: 1 }));
    expect(section(document, "worth")).toContain(
      "This cannot be computed, because it called no photo female.",
    );
    expect(section(document, "worth")).toContain("0.500");
    expect(wordsOf(document)).not.toMatch(/NaN|undefined|Infinity/);
    tagsOf(document, EMPTY);
  });

  it("of no photos says so in every section", () => {
    const none = {
      paths: [],
      labels: new Uint8Array(),
      scores: femaleScores<"uncalibrated">(new Float32Array()),
    };
    const document = reportOf(aCheckedModel({ evaluations: { val: none } }));
    expect(section(document, "sureness")).toContain("because there are no photos to check with.");
    expect(wordsOf(document)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("of an imported, unevaluated model is short and says so", () => {
    const document = reportOf(aModel({ run: undefined, openedFrom: "model.h5" }));
    expect(section(document, "worth")).toContain("model.h5 does not say how good this model is");
    expect(section(document, "worth")).toContain("a".repeat(64));
    expect(section(document, "training")).toContain("This is not known: model.h5 does not say.");
    expect(document).not.toContain('id="confusion"');
    tagsOf(document, EMPTY);
  });
});
