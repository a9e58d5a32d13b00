import { html, type Markup } from '@fineprint/report/html';
import type { AuditPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import { moment, more, words } from '../pieces.ts';
import { following } from '../request.ts';

/** What was done, the latest first. */
export const audit: Page = {
  url: '/audit',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<AuditPage>(`/audit?limit=100${following(query)}`);
    return (may) =>
      layout(
        'Audit',
        'audit',
        html`<h1>Audit</h1>
<p class="lead">What was done, by whom. Nothing here can be changed: each entry holds the hash of the one before it.</p>
<p><a href="/api/v1/audit/bundle" download>Signed bundle for auditors</a> (zip)${may.has('admin') ? html` · <a href="/webhooks">Webhooks</a>` : null}</p>
<table class="cards"><thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Subject</th><th scope="col">Hash</th></tr></thead>
<tbody>${items.map(row)}</tbody></table>
${more(next, '/audit')}`,
      )(may);
  },
};

type Entry = AuditPage['items'][number];

function row(entry: Entry): Markup {
  const { at, actor, via, action, hash } = entry;
  return html`<tr><td data-title="Time">${moment(at, 'second')}</td><td data-title="Who">${actor} <small>${via}</small></td><td data-title="What"><code class="short">${action}</code></td><td class="wide" data-title="Subject">${subjectOf(entry)}</td><td data-title="Hash"><code class="short">${hash.slice(0, 12)}</code></td></tr>`;
}

/** What an entry is about, as it says itself; those of before it did have the id alone. */
function subjectOf({ action, subject, detail }: Entry): Markup {
  if (isRecord(detail.decision)) return decided(detail.decision);
  if (action.startsWith('policy.') && isRecord(detail.policy)) return policy(subject, detail.policy);
  const name = text(detail.name) ?? (isRecord(detail.after) ? text(detail.after.name) : null);
  return html`${name === null ? null : `${name} `}<code>${subject}</code>`;
}

function decided(told: Readonly<Record<string, unknown>>): Markup {
  const { outcome, question, rule, component, license, versions, project, group, reason, expiresAt } = told;
  const about = [rule, component, license, versions].flatMap((each) => text(each) ?? []).join(' · ');
  const where = text(project) ?? (text(group) === null ? 'all projects' : `group ${text(group)}`);
  const until = text(expiresAt);
  return html`<strong>${words(text(outcome) ?? '')}</strong> <a href="/questions/${encodeURIComponent(text(question) ?? '')}">${about}</a> <small>${where}${until === null ? null : `, until ${until.slice(0, 10)}`}</small><br>${text(reason)}`;
}

function policy(id: string, { number, group, sha256 }: Readonly<Record<string, unknown>>): Markup {
  const whose = text(group);
  return html`<a href="/policies/versions/${encodeURIComponent(id)}">Policy of ${whose === null ? 'all projects' : `group ${whose}`}, version ${String(number)}</a> <small>SHA-256 <code>${text(sha256)?.slice(0, 12) ?? ''}</code></small>`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
