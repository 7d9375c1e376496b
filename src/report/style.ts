/** The report's style, on screen and on paper. It is always black on white, because it is a document. */
export const STYLE = `
:root {
  color-scheme: light;
  --female: #b45309;
  --female-soft: #fdf0dc;
  --male: #0f766e;
  --male-soft: #dcf3f0;
  --text: #1d1f26;
  --soft: #5c5f69;
  --line: #e4e4e0;
  --accent: #3c479c;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 62rem;
  margin: 0 auto;
  padding: clamp(1.5rem, 5vw, 4rem) clamp(1rem, 4vw, 3rem);
  background: #ffffff;
  color: var(--text);
  font: 1rem/1.55 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: break-word;
}
h1, h2, h3 { font-weight: 650; line-height: 1.2; text-wrap: balance; }
h1 { margin: 0.2rem 0 0.6rem; font-size: clamp(1.7rem, 4.5vw, 2.5rem); }
h2 { margin: 0 0 1rem; font-size: 1.45rem; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.05rem; }
p, ul, ol, dl { margin: 0 0 1rem; }
p, li { max-width: 44rem; text-wrap: pretty; }
.kicker { margin: 0; color: var(--accent); font-weight: 600; }
.lead { max-width: 48rem; font-size: 1.3rem; line-height: 1.4; }
.note { color: var(--soft); font-size: 0.9rem; }
.name { overflow-wrap: anywhere; }
a { color: var(--accent); }
code { font-size: 0.85em; overflow-wrap: anywhere; }
nav { margin: 1.5rem 0 0; padding: 1rem 0; border-block: 1px solid var(--line); }
nav ol { display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; margin: 0; padding: 0; list-style: none; }
nav li { font-size: 0.9rem; }
section { padding: 2.5rem 0 1.5rem; border-bottom: 1px solid var(--line); }
footer { padding-top: 1.5rem; color: var(--soft); font-size: 0.9rem; }

.five { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: 1.5rem; margin: 1.75rem 0; }
.five dt { font-weight: 600; }
.five dd { margin: 0; font-size: 0.9rem; }
.five .value { font-size: 1.9rem; font-weight: 650; line-height: 1.25; }
.cautions { padding: 0.9rem 1.1rem 0.9rem 2.2rem; border-left: 4px solid var(--accent); background: #f5f5fb; }
.caution { padding: 0.9rem 1.1rem; border-left: 4px solid var(--female); background: var(--female-soft); }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1.1rem 2rem; }
.facts dt { color: var(--soft); font-size: 0.9rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts dd:not(.note) { font-weight: 600; }
.identity div { display: grid; grid-template-columns: minmax(6rem, 12rem) minmax(0, 1fr); gap: 1rem; padding: 0.35rem 0; border-top: 1px solid var(--line); }
.identity dt { color: var(--soft); }
.identity dd { margin: 0; overflow-wrap: anywhere; }

table { width: 100%; margin: 0 0 1rem; border-collapse: collapse; font-size: 0.92rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 0.45rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 600; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
thead th { border-bottom-color: var(--soft); color: var(--soft); vertical-align: bottom; }
tbody th .note { display: block; font-weight: 400; }
td .note { display: block; }
tbody th .name { font-weight: 400; }
.words th, .words td { text-align: left; }
.words th:last-child, .words td:last-child { text-align: right; }
.aims th[colspan] { padding: 0.7rem 0 0; border: 0; }
.aims tr + tr td { padding-top: 0.15rem; }
.aims th[colspan] .note { display: inline; margin-left: 0.4rem; }

.label::before { content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.4em; background: currentColor; }
.label { color: var(--text); white-space: nowrap; }
.label.female::before { border-radius: 50%; background: var(--female); }
.label.male::before { border-radius: 2px; background: var(--male); }

.matrix { max-width: 40rem; border-collapse: separate; border-spacing: 0.4rem; }
.matrix th, .matrix td { border: 0; text-align: left; }
.matrix thead th { color: var(--text); }
.matrix tbody td { padding: 0.8rem; border-radius: 8px; background: #f4f4f2; }
.matrix td b { display: block; font-size: 1.5rem; line-height: 1.2; }
.matrix .note { display: block; }
.matrix .right.female { background: var(--female-soft); }
.matrix .right.male { background: var(--male-soft); }

.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); column-gap: 2.5rem; }
/* What stands beside each other begins at one height. */
.pair figure { display: grid; grid-template-rows: subgrid; grid-row: span 2; row-gap: 0; }
figure { margin: 0 0 1rem; }
figure h3 { margin-top: 0; }
figure svg { display: block; width: 100%; max-width: 30rem; height: auto; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 1.25rem 1rem; padding: 0; list-style: none; }
.cards li { display: grid; align-content: start; gap: 0.3rem; font-size: 0.85rem; line-height: 1.4; }
.cards img, .absent { display: grid; place-items: center; width: 100%; aspect-ratio: 1; border-radius: 8px; object-fit: cover; background: #f4f4f2; color: var(--soft); }
.cards .note { font-size: 0.8rem; }
details { margin-top: 1.5rem; }
summary { cursor: pointer; font-weight: 600; }
.files { padding-left: 1.2rem; font-size: 0.9rem; }

@media (max-width: 34rem) {
  table { font-size: 0.8rem; }
  th, td { padding: 0.4rem 0.25rem; }
  .matrix tbody td { padding: 0.6rem 0.5rem; }
  .identity div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}

@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav { display: none; }
  section { padding: 1.2rem 0 0.6rem; }
  h2, h3, summary, thead { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  tr, .aims tbody, figure, .five, .facts > div, .cautions, .caution, .matrix, li { break-inside: avoid; }
  .pair { grid-template-columns: 1fr 1fr; gap: 1rem 1.5rem; }
  .five { grid-template-columns: repeat(5, 1fr); gap: 0.8rem; }
  .five .value { font-size: 16pt; }
  .cards { grid-template-columns: repeat(6, 1fr); }
  .facts { grid-template-columns: repeat(3, 1fr); gap: 0.7rem 1.2rem; }
  a { color: inherit; text-decoration: none; }
}
`;
