import type { Report, ReportFinding } from '@fineprint/core';
import { plural } from '../verdict.ts';
import type { Limits } from './limits.ts';
import { html, type Markup } from './markup.ts';
import { placeText } from './page-component.ts';
import { type NumberedFinding, type RuleGroup, stateOf } from './rule-groups.ts';
import { levelWords } from './words.ts';

/** The findings, by rule, and in a rule by what there is to do about them. */
export function* findingsPart(
  report: Report,
  groups: readonly RuleGroup[],
  limits: Limits,
): Iterable<string> {
  yield '<section id="findings" class="part" aria-labelledby="findings-title">\n<h2 id="findings-title">Findings</h2>\n';
  if (groups.length === 0) yield '<p>The policy has nothing to object to in what was seen.</p>\n';
  else
    yield '<p class="lead">What the rules of the policy found, what matters most first. <span class="screen-only">The text in small letters under a finding is the place in the repository.</span></p>\n';
  const components = new Set(report.components.map(({ ref }) => ref));
  for (const group of groups) yield* ruleSection(group, components, limits);
  yield '</section>\n';
}

function* ruleSection(
  { id, title, level, findings }: RuleGroup,
  components: ReadonlySet<string>,
  limits: Limits,
): Iterable<string> {
  const listed = findings.slice(0, limits.findingsOfRule);
  yield html`<section class="rule" id="rule=${id}" aria-labelledby="title-${id}">
<h3 id="title-${id}"><span class="level is-${level}">${levelWords[level].label}</span>${title || id}</h3>
<p class="about-rule"><code>${id}</code> <span class="rule-count">${plural(findings.length, 'finding')}</span></p>
`.text;
  for (const [remedy, group] of Map.groupBy(listed, ({ finding }) => finding.remedy)) {
    yield html`<div class="remedy"><p class="fix"><strong>What to do</strong> ${remedy}</p>
<ul class="findings">
`.text;
    for (const numbered of group) yield findingItem(numbered, level, components).text;
    yield '</ul></div>\n';
  }
  if (listed.length < findings.length)
    yield html`<p>${findings.length - listed.length} more findings of this rule are left out of this page.</p>
`.text;
  yield '</section>\n';
}

function findingItem(
  { number, finding }: NumberedFinding,
  level: ReportFinding['level'],
  components: ReadonlySet<string>,
): Markup {
  const { message, ref, locations } = finding;
  const about =
    ref === null || !components.has(ref)
      ? null
      : html` <a class="scripted" href="#component=${encodeURIComponent(ref.toWellFormed())}">Show component</a>`;
  return html`<li id="finding-${number}">${tags(finding, level)}<p class="message">${message}</p><p class="place"><code>${placeText(locations[0])}</code>${about}</p>${morePlaces(finding)}${waiver(finding)}</li>
`;
}

/** What is not said by the heading of the rule already. */
function tags(finding: ReportFinding, level: ReportFinding['level']): readonly Markup[] {
  const state = stateOf(finding);
  const tag = { open: null, new: 'New', known: 'Known before', waived: 'Waived' }[state];
  return [
    ...(finding.level === level
      ? []
      : [html`<span class="level is-${finding.level}">${levelWords[finding.level].label}</span>`]),
    ...(tag === null ? [] : [html`<span class="tag is-${state}">${tag}</span>`]),
  ];
}

function morePlaces({ locations: [, ...rest] }: ReportFinding): Markup | null {
  if (rest.length === 0) return null;
  const shown = rest.slice(0, mostPlaces);
  const left = rest.length - shown.length;
  return html`<details class="more"><summary>${plural(rest.length, 'more place')}</summary><ul>${shown.map((place) => html`<li><code>${placeText(place)}</code></li>`)}${left === 0 ? null : html`<li>and ${left} more</li>`}</ul></details>`;
}

// A list of more is not read by anybody; the JSON report has all.
const mostPlaces = 100;

function waiver({ waiver: given }: ReportFinding): Markup | null {
  if (given === null) return null;
  const { id, reason, owner, expires } = given;
  return html`<p class="waiver">Waived until ${expires}${owner === null ? '' : ` by ${owner}`}: ${reason} <code>${id}</code></p>`;
}
