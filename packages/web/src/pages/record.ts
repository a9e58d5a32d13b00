import { html, type Markup } from '@fineprint/report/html';
import { kindLabel, pinWords, usageWords, wordOf } from '@fineprint/report/words';
import type {
  ChannelPage,
  Decision,
  FindingPage,
  Me,
  ObligationPage,
  Page,
  PageApi,
  PolicyPage,
  Project,
  ReportStatus,
  UsedPage,
} from '@fineprint/server';
import { scopeText } from '../decision-row.ts';
import { layout } from '../layout.ts';
import { day, levelMark, plural, said, stateText, versionText, words } from '../pieces.ts';
import { licensed } from './project-lists.ts';
import { obligationTable } from './record-obligations.ts';

// A page that is printed has an end; the exports hold all.
const mostFindings = 1_000;
const mostComponents = 2_000;
const mostDecisions = 100;
const mostObligations = 500;
const mostGroups = 1_000;

/** The record of a project for auditors, made to be printed: what was found, what was decided, what licences ask, and what is used. */
export const record: Page = {
  url: '/projects/:id/record',
  render: async ({ params: { id = '' } }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const shown = await api.get<Project>(path);
    const findings = await upTo<FindingPage['items'][number]>(`${path}/findings`, mostFindings, api);
    const used = await upTo<UsedPage['items'][number]>(`${path}/components`, mostComponents, api);
    const asked = await upTo<ObligationPage['items'][number]>(
      `${path}/obligations`,
      mostObligations,
      api,
    ).catch(unreadable);
    const decided = await decisionsOf(findings.items, api);
    const source = await sourceOf(path, shown.group, api);
    return layout(
      `Record of ${shown.name}`,
      'projects',
      html`<p class="crumbs"><a href="${path}">${shown.name}</a></p>
<h1>Record of ${shown.name}</h1>
${made(source)}
<p class="lead unprinted">Print it, or keep it as PDF, with the browser.</p>
<dl class="facts">
<div><dt>Group</dt><dd>${shown.group}</dd></div>
<div><dt>Repository</dt><dd>${shown.remote ?? 'not told'}</dd></div>
<div><dt>Last report</dt><dd>${shown.seenAt === null ? 'none yet' : day(shown.seenAt)}</dd></div>
<div><dt>Components</dt><dd>${shown.components}</dd></div>
<div><dt>Findings</dt><dd>${plural(shown.findings.error, 'error')}, ${plural(shown.findings.warning, 'warning')}, ${plural(shown.findings.note, 'note')}</dd></div>
<div><dt>Wait for a decision</dt><dd>${plural(shown.open, 'finding')}</dd></div>
</dl>
<h2>Findings</h2>
${findings.items.length === 0 ? html`<p>None.</p>` : findingTable(findings.items, decided.items)}
${cut(findings, 'findings')}
${cut(decided, 'reasons')}
<h2>What the licences ask</h2>
${'refused' in asked ? html`<p><strong>It could not be worked out.</strong> ${asked.refused}</p>` : html`${obligationTable(asked.items)}${cut(asked, 'lines')}`}
<h2>Components</h2>
${componentTable(used.items)}
${cut(used, 'components')}`,
    );
  },
};

interface Source {
  readonly me: Me;
  readonly report: ReportStatus | null;
  /** The versions of the policies that judge it; empty where its own report stands. */
  readonly policies: readonly string[];
}

/** From where the record is, so that whoever reads it on paper can find the same again. */
async function sourceOf(path: string, group: string, api: PageApi): Promise<Source> {
  const [me, channels, policies] = await Promise.all([
    api.get<Me>('/me'),
    api.get<ChannelPage>(`${path}/channels?name=main`),
    upTo<PolicyPage['items'][number]>('/policies', mostGroups, api),
  ]);
  const id = channels.items[0]?.report ?? null;
  const report = id === null ? null : await api.get<ReportStatus>(`/reports/${encodeURIComponent(id)}`);
  const judging = policies.items.flatMap(({ scope, name, published }) =>
    published !== null && (scope.is === 'all' || name === group)
      ? `${scope.is === 'all' ? 'all projects' : `group ${name}`}, version ${published.number}`
      : [],
  );
  return { me, report, policies: judging };
}

function made({ me, report, policies }: Source): Markup {
  return html`<dl class="facts">
<div><dt>Made</dt><dd>${day(me.at.slice(0, 10))} by ${me.name}</dd></div>
<div><dt>Server</dt><dd>${me.server}</dd></div>
<div><dt>Report</dt><dd>${report === null ? 'none' : html`<code>${report.id}</code>, SHA-256 <code>${report.sha256}</code>`}</dd></div>
<div><dt>Policy</dt><dd>${policies.length === 0 ? 'none of the server: as the report itself says' : policies.join('; ')}</dd></div>
</dl>`;
}

interface Part<Item> {
  readonly items: readonly Item[];
  readonly isAll: boolean;
}

async function upTo<Item>(path: string, most: number, api: PageApi): Promise<Part<Item>> {
  const items: Item[] = [];
  let next: string | null = '';
  while (next !== null && items.length < most) {
    const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
    const page: { readonly items: readonly Item[]; readonly next: string | null } = await api.get(
      `${path}?limit=200${after}`,
    );
    items.push(...page.items);
    next = page.next;
  }
  return { items, isAll: next === null };
}

type Finding = FindingPage['items'][number];

/** Why a part cannot be shown: of a report that is too large for it, the rest of the record is shown all the same. */
function unreadable(cause: unknown): { readonly refused: string } {
  if (!(cause instanceof Error)) throw cause;
  return { refused: cause.message };
}

/** The decisions that settle findings, each once. */
async function decisionsOf(findings: readonly Finding[], api: PageApi): Promise<Part<Decision>> {
  const ids = [...new Set(findings.flatMap(({ decision }) => (decision === null ? [] : [decision.id])))];
  const items: Decision[] = [];
  for (const id of ids.slice(0, mostDecisions))
    items.push(await api.get<Decision>(`/decisions/${encodeURIComponent(id)}`));
  return { items, isAll: ids.length <= mostDecisions };
}

function findingTable(items: readonly Finding[], decided: readonly Decision[]): Markup {
  const byId = new Map(decided.map((each) => [each.id, each]));
  return html`<table class="cards found"><thead><tr><th scope="col">Level</th><th scope="col">Finding</th><th scope="col">Where</th><th scope="col">State</th></tr></thead>
<tbody>${items.map(({ level, rule, message, locations, places, state, decision, waiver }) => {
    const [first] = locations;
    return html`<tr><td data-title="Level">${levelMark(level)}</td><td class="wide" data-title="Finding">${message} <small><code>${rule}</code></small></td><td class="wide" data-title="Where">${first ? html`<code>${first.path}:${first.line}</code>` : '—'}${places > 1 ? html` <small>and ${places - 1} more</small>` : null}</td><td class="wide" data-title="State">${stateText(state)}${waiver === undefined ? null : html`<br><small>by the repository, until ${waiver.expires}: ${said(waiver.reason)}</small>`}${answer(byId.get(decision?.id ?? ''))}</td></tr>`;
  })}</tbody></table>`;
}

function answer(decision: Decision | undefined): Markup | null {
  if (decision === undefined) return null;
  const { outcome, reason, decidedBy, decidedAt, expiresAt } = decision;
  return html`<br><small>${words(outcome)} for ${scopeText(decision)} by ${decidedBy} on ${day(decidedAt)}${expiresAt === null ? null : html`, until ${day(expiresAt)}`}: ${said(reason)}</small>`;
}

function componentTable(items: readonly UsedPage['items'][number][]): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th></tr></thead>
<tbody>${items.toSorted(byName).map((item) => {
    const { key, ref, version, name, kind, license, class: of, pin, usage } = item;
    return html`<tr><th scope="row">${name} <small>${kindLabel(kind)}</small></th><td data-title="Version">${versionText(ref, key, version)}</td><td data-title="Licence">${licensed(license, of)}</td><td data-title="Pin">${pin === null ? '—' : wordOf(pinWords, pin).label}</td><td data-title="Used as">${wordOf(usageWords, usage).label}</td></tr>`;
  })}</tbody></table>`;
}

/** By code unit, so that two prints of one report are in one order. */
function byName(a: UsedPage['items'][number], b: UsedPage['items'][number]): number {
  return compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.ref, b.ref);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function cut({ items, isAll }: Part<unknown>, what: string): Markup | null {
  return isAll
    ? null
    : html`<p><strong>Only the first ${items.length} ${what} stand here.</strong> The exports of the project hold all.</p>`;
}
