import { type ProblemEffect, problemEffects, type Report } from '@fineprint/core';
import { shareBar } from './bars.ts';
import { anchorTo, html, linkTo, type Markup } from './markup.ts';
import { counted, numeral } from './numbers.ts';
import { problemWords } from './problem-words.ts';
import { type RuleGroup, stateOf } from './rule-groups.ts';
import { levelWords } from './words.ts';

/** The head of the page: what was scanned, the verdict, why, and how much could be seen. */
export function* summaryPart(
  report: Report,
  groups: readonly RuleGroup[],
  leftOut: readonly string[],
): Iterable<string> {
  yield heading(report).text;
  yield '<main id="main" tabindex="-1">\n';
  yield verdict(report, groups).text;
  if (leftOut.length > 0)
    yield html`<div class="notice"><h2>This page does not hold everything</h2>
<p>The report is large. To open in a browser it leaves something out; the same report in JSON (<code>-o json</code>) has all of it.</p>
<ul>${leftOut.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>
`.text;
  yield coverage(report).text;
}

function heading({ root, scan, tool }: Report): Markup {
  const commit =
    root.commit === null
      ? null
      : html`<div><dt>Commit</dt><dd><code>${root.commit.slice(0, 12)}</code></dd></div>`;
  const remote =
    root.remote === null ? null : html`<div><dt>Repository</dt><dd>${linkTo(root.remote)}</dd></div>`;
  return html`<header class="top">
<div class="top-row"><p class="brand">Fineprint report</p><div id="theme"></div></div>
<h1>${root.name}</h1>
<p class="lead">Third-party code that this repository uses, the licences it is under, and whether it is pinned to content that cannot change.</p>
<dl class="facts">${remote}${commit}<div><dt>As of</dt><dd>${scan.asOf.slice(0, 10)}</dd></div><div><dt>Policy</dt><dd>${scan.policy.names.join(' + ') || 'none'}</dd></div><div><dt>Made by</dt><dd>${tool.name} ${tool.version}</dd></div></dl>
<nav aria-label="Parts of this report"><a href="#verdict">Verdict</a><a href="#findings">Findings</a><a href="#components">Components</a><a href="#graph" class="scripted">What uses what</a><a href="#problems">Not seen</a><a href="#about">How to read this</a></nav>
</header>
`;
}

function verdict(report: Report, groups: readonly RuleGroup[]): Markup {
  const { is, sentence } = headline(report, groups);
  const { findings } = report.summary;
  const incomplete = report.complete
    ? null
    : html`<p class="incomplete"><strong>This report is incomplete.</strong> Something could not be read, so components may be missing: see <a href="#problems">what could not be seen</a>.</p>`;
  const waived =
    findings.waived === 0
      ? ''
      : ` ${counted(findings.waived, 'finding')} ${findings.waived === 1 ? 'was' : 'were'} waived.`;
  return html`<section id="verdict" class="verdict is-${is}" aria-labelledby="verdict-title">
<h2 id="verdict-title"><span class="mark" aria-hidden="true">${{ failed: '✕', warned: '!', clean: '✓' }[is]}</span>${sentence}</h2>
<p>${scopeSentence(report)}${waived}</p>
${incomplete}${why(groups)}</section>
`;
}

function scopeSentence({ summary: { components, occurrences }, coverage: { files } }: Report): string {
  if (components === 0)
    return files.claimed === 0
      ? 'No file here is one that Fineprint reads.'
      : 'No third-party component was found.';
  return `${counted(components, 'component')} ${components === 1 ? 'was' : 'were'} found, in ${counted(occurrences, 'place')}.`;
}

/** The outcome in a few words. With a baseline, what was known before is told apart: it fails no longer. */
function headline(
  { summary: { findings, components }, scan, complete, coverage: { files } }: Report,
  groups: readonly RuleGroup[],
): { readonly is: 'failed' | 'warned' | 'clean'; readonly sentence: string } {
  const partly = complete ? '' : ', as far as could be read';
  const known = scan.baseline === null ? 0 : countOf(groups, 'error', 'known');
  const errors = findings.error - known;
  const rest =
    known === 0 ? '' : `, and ${counted(known, 'error')} that ${known === 1 ? 'was' : 'were'} known before`;
  if (errors > 0)
    return {
      is: 'failed',
      sentence: `Not accepted: ${counted(errors, scan.baseline === null ? 'error' : 'new error')}${rest}`,
    };
  if (known > 0) return { is: 'warned', sentence: `No new error${rest}${partly}` };
  if (findings.warning > 0)
    return {
      is: 'warned',
      sentence: `No errors, ${counted(findings.warning, 'warning')} to look at${partly}`,
    };
  // To have looked at nothing is no success.
  if (files.claimed === 0 && components === 0)
    return { is: 'warned', sentence: 'Nothing here could be judged' };
  return { is: 'clean', sentence: `Nothing to object to${partly}` };
}

function countOf(groups: readonly RuleGroup[], level: string, state: string): number {
  return groups
    .flatMap(({ findings }) => findings)
    .filter(({ finding }) => finding.level === level && stateOf(finding) === state).length;
}

function why(groups: readonly RuleGroup[]): Markup | null {
  const open = groups
    .map((group) => ({
      ...group,
      count: group.findings.filter(({ finding }) => finding.waiver === null).length,
    }))
    .filter(({ count }) => count > 0);
  if (open.length === 0) return null;
  return html`<ul class="why">${open.map(
    ({ id, title, level, count }) =>
      html`<li><span class="level is-${level}">${levelWords[level].label}</span><span class="count">${numeral(count)}</span><a href="${anchorTo('rule', id)}">${title || id}</a></li>`,
  )}</ul>
`;
}

const effects: readonly ProblemEffect[] = ['unread', 'unresolved', 'unasked', 'noted'];

function coverage({ coverage: { files, references }, summary, scan }: Report): Markup {
  const problems = summary.problems.toSorted((a, b) => rank(a.name) - rank(b.name));
  return html`<section id="coverage" class="part" aria-labelledby="coverage-title">
<h2 id="coverage-title">What was seen, and what was not</h2>
<dl class="shares">
${share('Licence known', references.licensed, references.seen, 'places', 'A licence could be concluded, with evidence.')}
${share('Exact version known', references.resolved, references.seen, 'places', 'It is certain which version is used.')}
${share('Pinned', references.pinned, references.seen, 'places', 'A digest, a commit or an exact version: the content cannot change.')}
${share('Infrastructure code', files.read, files.seen, 'files', filesSentence(files))}
</dl>
<p>${scan.online ? 'Registries were asked where the repository itself does not say enough.' : 'No network was used: licences come from files in the repository and from the facts shipped with Fineprint.'}</p>
${
  problems.length === 0
    ? null
    : html`<p>Not seen, or not in full:</p><ul class="unseen">${problems.map(({ name, count }) => html`<li><a href="#problem-${name}">${wordsOf(name)}</a> <span class="count">${numeral(count)}</span></li>`)}</ul>
`
}</section>
`;
}

function filesSentence({ seen, claimed, read }: Report['coverage']['files']): string {
  if (seen === 0) return 'This report was made from no files.';
  if (claimed === 0) return 'None of them is one that Fineprint reads.';
  if (read < claimed) return `${numeral(claimed - read)} more could not be read in full.`;
  return 'All of it could be read; other files hold none that Fineprint knows.';
}

function share(label: string, count: number, of: number, noun: string, means: string): Markup {
  return html`<div><dt>${label}</dt><dd><span class="big">${percent(count, of)}</span> ${numeral(count)} of ${numeral(of)} ${noun}${shareBar(count, of)}<span class="means">${means}</span></dd></div>`;
}

/** Rounded down: 100 % is said of all alone. */
function percent(count: number, of: number): string {
  return of === 0 ? '–' : `${Math.floor((count / of) * 100)} %`;
}

function rank(code: string): number {
  return isCode(code) ? effects.indexOf(problemEffects[code]) : effects.length;
}

function wordsOf(code: string): string {
  return isCode(code) ? problemWords[code] : code;
}

function isCode(code: string): code is keyof typeof problemEffects {
  return Object.hasOwn(problemEffects, code);
}
