/** The one style sheet of pages: light, dark and print; every pair of colours at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f5f7fa; --ink: #1a2230; --soft: #4d5a6b; --line: #8793a3; --rule: #d5dbe3;
  --good: #1a7344; --fair: #8a5a00; --bad: #b3261e; --none: #5b6675; --link: #0b57a4; --mark: #e4ebf5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151c; --panel: #1a212b; --ink: #e8edf4; --soft: #aab6c5; --line: #7c899a; --rule: #333e4c;
    --good: #5fd093; --fair: #f0b64a; --bad: #ff8a80; --none: #9aa7b6; --link: #8ab8f5; --mark: #243142;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; background: var(--page); color: var(--ink); }
body { margin: 0; overflow-wrap: anywhere; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
footer { padding-bottom: 3rem; color: var(--soft); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; max-width: 60rem; }
a { color: var(--link); }
code { font: .88em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); } .none { color: var(--none); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; }
nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.card { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .9rem 1rem; }
.card b { display: block; font-size: 1.9rem; line-height: 1.2; }
.card .soft { font-size: .9rem; }
.notice { border-left: .3rem solid var(--line); background: var(--panel); padding: .6rem 1rem; margin: 1rem 0; }
.scroll { overflow-x: auto; margin: .75rem 0; }
.scroll:focus-visible, a:focus-visible { outline: .15rem solid var(--link); outline-offset: .1rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid var(--line); font-weight: 600; overflow-wrap: normal; }
tbody th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.id, th.id { min-width: 8.5rem; }
td.words, th.words { min-width: 14rem; }
main > section > ul > li + li { margin-top: .35rem; }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.plain li + li { margin-top: .2rem; }
.badge { display: inline-block; white-space: nowrap; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem; font-size: .85rem; }
figure { margin: 1rem 0; }
figcaption { color: var(--soft); font-size: .9rem; }
svg { display: block; width: 100%; max-width: 46rem; height: auto; }
svg text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink); }
svg .label { fill: var(--soft); }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .track { fill: var(--mark); }
svg .fill-good { fill: var(--good); } svg .fill-fair { fill: var(--fair); } svg .fill-bad { fill: var(--bad); } svg .fill-none { fill: var(--none); }
svg .stroke { fill: none; stroke: var(--link); stroke-width: 2; }
svg .dot { fill: var(--link); } svg .grid { stroke: var(--rule); stroke-width: 1; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0 0; padding: 0; list-style: none; font-size: .9rem; }
.legend svg { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; }
/* The tables below charts say the same, and can be read: a row becomes a list of what its columns say. */
@media screen and (max-width: 40rem) {
  figure { display: none; }
  table, tbody, caption, tr, th, td { display: block; }
  thead { position: absolute; left: -999rem; }
  tr { border-bottom: 1px solid var(--rule); padding: .5rem 0; }
  th, td { border: 0; padding: .1rem 0; }
  td.id, th.id, td.words, th.words { min-width: 0; }
  td::before { content: attr(data-title); color: var(--soft); font-size: .9em; margin-right: .75rem; }
  td.number { display: flex; justify-content: space-between; }
  td:empty { display: none; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --panel: #ffffff; --ink: #000000; --soft: #3d4652; --line: #8793a3; --rule: #c6ccd4;
    --good: #1a7344; --fair: #8a5a00; --bad: #b3261e; --none: #5b6675; --link: #000000; --mark: #e8ebef;
  }
  html { font-size: 11px; }
  header, main, footer { max-width: none; padding-left: 1px; padding-right: 1px; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; }
  td.words, th.words { min-width: 0; }
  td.id, th.id { min-width: 6rem; }
  h2, h3 { break-after: avoid; }
  tr, figure, .card, .notice, li { break-inside: avoid; }
  tr:has(li ~ li ~ li) { break-inside: auto; }
  caption, thead { break-after: avoid; }
  thead { display: table-header-group; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page { margin: 14mm; }
`;
