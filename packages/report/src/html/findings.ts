import type { Report, ReportComponent, ReportFinding } from '@fineprint/core';
import { versionedName } from '../licenses/rows.ts';
import { mendingInWords } from '../mending.ts';
import type { Limits } from './limits.ts';
import { anchorTo, html, type Markup } from './markup.ts';
import { counted, numeral } from './numbers.ts';
import { placeText } from './page-component.ts';
import { type NumberedFinding, type RuleGroup, stateOf } from './rule-groups.ts';
import { remediesOf, type Statement } from './statements.ts';
import { levelWords } from './words.ts';

type ComponentOf = (ref: string | null) => ReportComponent | undefined;

/** The findings: by rule, then by what there is to do, then by what they say. */
export function* findingsPart(
  report: Report,
  groups: readonly RuleGroup[],
  limits: Limits,
): Iterable<string> {
  yield '<section id="findings" class="part" aria-labelledby="findings-title">\n<h2 id="findings-title">Findings</h2>\n';
  yield groups.length === 0
    ? '<p>The policy has nothing to object to in what was seen.</p>\n'
    : '<p class="lead">What the rules of the policy found, what matters most first, each with the place in the repository and with what to do about it.</p>\n';
  const mending = mendingInWords(report, (command) => `“${command}”`);
  if (mending !== '') yield html`<p class="lead">${mending}</p>\n`.text;
  const byRef = new Map(report.components.map((component) => [component.ref, component]));
  const componentOf = (ref: string | null) => (ref === null ? undefined : byRef.get(ref));
  for (const [place, group] of groups.entries()) yield* ruleSection(group, place, componentOf, limits);
  yield '</section>\n';
}

function* ruleSection(
  { id, title, why, level, findings }: RuleGroup,
  place: number,
  componentOf: ComponentOf,
  limits: Limits,
): Iterable<string> {
  yield html`<section class="rule" id="${anchorTo('rule', id).slice(1)}" aria-labelledby="rule-${place}">
<h3 id="rule-${place}"><span class="level is-${level}">${levelWords[level].label}</span>${title || id}</h3>
<p class="about-rule"><code>${id}</code> <span class="rule-count">${counted(findings.length, 'finding')}</span></p>
${why === null ? null : html`<p class="rule-why">${why}</p>`}
`.text;
  const listed = findings.slice(0, limits.findingsOfRule);
  for (const { text, statements } of remediesOf(listed, componentOf)) {
    yield html`<div class="remedy"><p class="fix"><strong>What to do</strong> ${text}</p>
`.text;
    for (const statement of statements) yield* statementList(statement, level, componentOf);
    yield '</div>\n';
  }
  if (listed.length < findings.length)
    yield html`<p>${numeral(findings.length - listed.length)} more findings of this rule are left out of this page.</p>
`.text;
  yield '</section>\n';
}

function* statementList(
  { shared, findings }: Statement,
  level: ReportFinding['level'],
  componentOf: ComponentOf,
): Iterable<string> {
  yield html`<div class="statement">${shared === null ? null : html`<p class="message">${shared}</p>`}<ul class="findings">
`.text;
  for (const numbered of findings) yield findingItem(numbered, shared === null, level, componentOf).text;
  yield '</ul></div>\n';
}

function findingItem(
  { number, finding }: NumberedFinding,
  isAlone: boolean,
  level: ReportFinding['level'],
  componentOf: ComponentOf,
): Markup {
  const component = componentOf(finding.ref);
  const sentence = isAlone || component === undefined ? messageOf(finding.message, component) : null;
  const name = component === undefined || sentence?.isLinked ? null : nameLink(component);
  return html`<li id="finding-${number}">${sentence?.text ?? null}<div class="where">${name}<div class="place"><code>${placeText(finding.locations[0])}</code>${tags(finding, level)}${morePlaces(finding)}${waiver(finding)}</div></div></li>
`;
}

/** A message in which the component's name leads to it, where the message names it. */
function messageOf(
  message: string,
  component: ReportComponent | undefined,
): { readonly text: Markup; readonly isLinked: boolean } {
  const names = component === undefined ? [] : [versionedName(component), component.name];
  const name = names.find((each) => message.includes(each));
  if (component === undefined || name === undefined)
    return { text: html`<p class="message">${message}</p>`, isLinked: false };
  const at = message.indexOf(name);
  const text = html`<p class="message">${message.slice(0, at)}${nameLink(component, name)}${message.slice(at + name.length)}</p>`;
  return { text, isLinked: true };
}

function nameLink(component: ReportComponent, text = versionedName(component)): Markup {
  return html`<a class="about" href="${anchorTo('component', component.ref)}">${text}</a>`;
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

// A list of more is not read by anybody; the JSON report has all.
const mostPlaces = 100;

function morePlaces({ locations: [, ...rest] }: ReportFinding): Markup | null {
  if (rest.length === 0) return null;
  const left = rest.length - mostPlaces;
  return html`<details class="more"><summary>${counted(rest.length, 'more place')}</summary><ul>${rest.slice(0, mostPlaces).map((place) => html`<li><code>${placeText(place)}</code></li>`)}${left > 0 ? html`<li>and ${numeral(left)} more</li>` : null}</ul></details>`;
}

function waiver({ waiver: given }: ReportFinding): Markup | null {
  if (given === null) return null;
  const { id, reason, owner, expires } = given;
  return html`<p class="waiver">Waived until ${expires}${owner === null ? '' : ` by ${owner}`}: ${reason} <code>${id}</code></p>`;
}
