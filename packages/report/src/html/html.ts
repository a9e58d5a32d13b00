import type { Report } from '@fineprint/core';
import type { Reporter, ReporterMeans } from '../reporter.ts';
import { aboutPart } from './about.ts';
import { chartsPart } from './charts.ts';
import { componentsPart } from './components.ts';
import { findingsPart } from './findings.ts';
import { leftOut, limitsOf } from './limits.ts';
import { html } from './markup.ts';
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from './page-assets.generated.ts';
import { problemsPart } from './problems.ts';
import { ruleGroupsOf } from './rule-groups.ts';
import { summaryPart } from './summary.ts';
import { writeData } from './write-data.ts';

/**
 * One HTML file for people, which asks nothing of any network. Verdict, findings, components and what was not seen stand
 * in it as they are; its script adds filters, details and the graph, from the data that the file holds.
 */
export const htmlPage = {
  id: 'html',
  title: 'HTML, one file for people',
  *render(report, means) {
    yield* head(report);
    yield* body(report, means);
    yield '</html>\n';
  },
} as const satisfies Reporter;

// A policy of this page's own: nothing is loaded, nothing is sent, and only what has these hashes is run.
const contentPolicy = [
  "default-src 'none'",
  `script-src '${pageScriptHash}'`,
  `style-src '${pageStyleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function* head({ root, tool }: Report): Iterable<string> {
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield html`<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${root.name}: third-party code and its licences</title>
`.text;
  yield `<style>${pageStyle}</style>\n</head>\n`;
}

function* body(report: Report, means: ReporterMeans): Iterable<string> {
  const limits = limitsOf(report);
  const groups = ruleGroupsOf(report, means);
  yield '<body>\n<a class="skip" href="#main">Skip to the report</a>\n';
  yield* summaryPart(report, groups, leftOut(report, limits));
  yield chartsPart(report).text;
  yield '<div id="filters"></div>\n';
  yield* findingsPart(report, groups, limits);
  yield* componentsPart(report, limits);
  yield graphPart.text;
  yield* problemsPart(report, limits);
  yield aboutPart(report).text;
  yield '</main>\n<script type="application/json" id="data">';
  yield* writeData(report, groups, limits);
  yield `</script>\n<script>${pageScript}</script>\n</body>\n`;
}

const graphPart = html`<section id="graph" class="part" aria-labelledby="graph-title">
<h2 id="graph-title">What uses what</h2>
<p class="lead">Choose a part of the repository to see which components it uses, or a component to see who uses it and what it needs itself.</p>
<div id="graph-view"></div>
</section>
`;
