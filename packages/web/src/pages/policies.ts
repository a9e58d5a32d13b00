import { fieldText, html, type Markup } from '@fineprint/report/html';
import type {
  DryRunPage,
  JudgingState,
  Page,
  PageApi,
  PageDocument,
  Permission,
  PolicyPage,
  PolicyVersion,
  PolicyVersionPage,
} from '@fineprint/server';
import { layout } from '../layout.ts';
import { bounded, day, more } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';
import { dryRunsSection } from './dry-run.ts';
import { defectList, lineDiff, stateMark, verbatim } from './policy-pieces.ts';

/** Which policies there are: for all projects, and over that for project groups. */
export const policies: Page = {
  url: '/policies',
  render: async ({ query }, api) => {
    const [{ items, next }, judging, keys] = await Promise.all([
      api.get<PolicyPage>(`/policies?limit=100${following(query)}`),
      api.get<JudgingState>('/policies/judging'),
      api.get<Keys>('/signing-keys'),
    ]);
    return written(
      'Policies',
      (may) => html`<h1>Policies</h1>
<p class="lead">What is published for all projects judges every report; what is published for a group is laid over it. Where nothing is published, the findings of the reports stand.</p>
${progress(judging)}
<table class="cards"><thead><tr><th scope="col">For</th><th scope="col">Published</th><th scope="col">Draft</th></tr></thead>
<tbody>${items.map(row)}</tbody></table>
${more(next, '/policies')}
${pinning(keys, may)}`,
    );
  },
};

type Heads = Pick<PolicyPage['items'][number], 'published'>;
type May = ReadonlySet<Permission>;

/** A page of policies: nothing in it leads where its reader may not go. */
function written(title: string, content: (may: May) => Markup): PageDocument {
  return (may) => layout(title, 'policies', content(may))(may);
}

interface Keys {
  readonly items: readonly { readonly publicKey: string; readonly isCurrent: boolean }[];
}

function progress({ due, failed }: JudgingState): Markup | null {
  if (due.value === 0 && failed.value === 0) return null;
  return html`<p role="status">${due.value === 0 ? null : html`${bounded(due, 'project')} still to be judged by what was published last. `}${failed.value === 0 ? null : html`${bounded(failed, 'project')} could not be judged by it.`}</p>`;
}

function row({ scope, name, published, draft }: PolicyPage['items'][number]): Markup {
  const address = `/policies/${scope.is === 'all' ? 'all' : encodeURIComponent(scope.group)}`;
  const link = (head: typeof draft) =>
    head === null ? '—' : html`<a href="/policies/versions/${head.id}">version ${head.number}</a>`;
  return html`<tr><th scope="row"><a href="${address}">${name}</a></th><td data-title="Published">${link(published)}</td><td data-title="Draft">${link(draft)}</td></tr>`;
}

/** How pipelines know this server by its key: the last 32 bytes of its DER form are the key itself (RFC 8410). */
function pinning({ items }: Keys, may: May): Markup {
  const pem = items.find(({ isCurrent }) => isCurrent)?.publicKey ?? '';
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  const key = `ed25519:${der.subarray(-32).toString('base64url')}`;
  return html`<section aria-labelledby="pin"><h2 id="pin">For scans</h2>
<p class="lead">A policy file that says <code>extends: server</code> gets what is published here, and the waivers that were decided. Scans know this server by its key, which stands in the settings of their users or in the input <code>server-key</code> of the Action:</p>
<p><code>${key}</code></p>
<p>On a machine of your own, with a token ${may.has('admin') ? html`of <a href="/access/tokens">Access</a>` : 'of an administrator'} whose role is viewer:</p>
<pre class="code" tabindex="0">export FINEPRINT_SERVER=<em>the address of this page, up to its third slash</em>
export FINEPRINT_SERVER_KEY=${key}
export FINEPRINT_TOKEN=fp_<em>…</em> FINEPRINT_PROJECT=<em>its name here</em>
fineprint policy fetch
fineprint scan . --policy server</pre></section>`;
}

/** The policy of all projects or of a group: its text, what is wrong with it, and what can be done with it. */
export const policy: Page = {
  url: '/policies/:scope',
  render: ({ params: { scope = '' }, query }, api) => policyPage(scope, unfilled(query), api),
};

/** The page of a policy, with what somebody has written so far. */
export async function policyPage(
  scope: string,
  { query, fields, refused }: Filled,
  api: PageApi,
): Promise<PageDocument> {
  const group = scope === 'all' ? '' : `&group=${encodeURIComponent(scope)}`;
  const [all, firsts, versions, tried] = await Promise.all([
    // That for all projects is the first.
    api.get<PolicyPage>(`/policies?limit=1${group}`),
    api.get<PolicyPage>('/policies?limit=1'),
    api.get<PolicyVersionPage>(`/policies/versions?limit=20${group}${following(query)}`),
    api.get<DryRunPage>(`/policies/dry-runs?limit=5${group}`),
  ]);
  const [own] = all.items;
  const [forAll] = firsts.items;
  const template = scope !== 'all' && forAll?.published ? beginningOfGroup : beginning;
  const head = own?.draft ?? own?.published ?? null;
  const shown = head && (await api.get<PolicyVersion>(`/policies/versions/${head.id}`));
  const name = own?.name ?? 'Policy';
  return layout(
    `Policy: ${name}`,
    'policies',
    html`<p class="crumbs"><a href="/policies">Policies</a></p>
<h1>Policy: ${name}</h1>
${judgedBy(scope, own, forAll)}
${own?.mayWrite ? editor(scope, { shown, template, fields, refused }) : reading(shown)}
${shown?.state === 'draft' ? html`${changes(shown)}${own?.mayWrite ? actions(shown) : null}` : null}
${dryRunsSection(tried)}
<section aria-labelledby="history"><h2 id="history">Versions</h2>
${versions.items.length === 0 ? html`<p class="empty">None yet.</p>` : html`<ol class="rows">${versions.items.map(version)}</ol>`}
${more(versions.next, `/policies/${encodeURIComponent(scope)}`)}
</section>
<script type="module" src="/assets/policy.js"></script>`,
  );
}

const beginning = `# Laid over the rules' own defaults. "extends" names a ready-made policy: default, strict, saas, …
extends: default
`;

const beginningOfGroup = `# Laid over the policy for all projects: say here only what is otherwise in this group.
rules: {}
`;

/** By what the projects of a scope are judged beside its own policy. */
function judgedBy(scope: string, own: Heads | undefined, forAll: Heads | undefined): Markup | null {
  const above = scope === 'all' ? null : (forAll?.published ?? null);
  if (above === null)
    return own?.published
      ? null
      : html`<p class="faint">Nothing is published${scope === 'all' ? null : ', for this group or for all projects'}: the findings of the reports stand.</p>`;
  const link = html`<a href="/policies/versions/${above.id}">version ${above.number}</a> for all projects`;
  return own?.published
    ? html`<p class="faint">What is published for this group is laid over ${link}.</p>`
    : html`<p class="faint">Nothing is published for this group alone: ${link} judges its projects. What is written here is laid over that.</p>`;
}

/** What whoever may not write policies sees of one. */
function reading(shown: PolicyVersion | null): Markup | null {
  if (shown === null) return null;
  return html`<h2>Version ${shown.number} ${stateMark(shown.state)}</h2>
<pre class="code" tabindex="0">${verbatim(shown.text)}</pre>`;
}

interface Editing {
  /** The draft, else what is published: what is written takes its place. */
  readonly shown: PolicyVersion | null;
  /** What stands there where nobody has written anything. */
  readonly template: string;
  readonly fields: Filled['fields'];
  readonly refused: string | null;
}

function editor(scope: string, { shown, template, fields, refused }: Editing): Markup {
  const text = fields.text ?? shown?.text ?? template;
  const note = fields.note ?? (shown?.state === 'draft' ? shown.note : '');
  return html`<form class="decide" method="post" action="/policies/${encodeURIComponent(scope)}" data-policy="${scope}">
<h2>${shown === null ? 'Write' : html`Version ${shown.number} ${stateMark(shown.state)}`}</h2>
${refused === null ? null : html`<p class="refused" role="alert">${refused} What you wrote stands below${shown === null ? null : html`; it takes the place of <a href="/policies/versions/${shown.id}">version ${shown.number}</a> when it is saved`}.</p>`}
<input type="hidden" name="madeFrom" value="${shown?.id ?? ''}">
<label class="field wide" for="text">Text <small>YAML, as a <code>fineprint.yaml</code></small></label>
<textarea id="text" name="text" class="code" rows="18" maxlength="200000" spellcheck="false" autocapitalize="off" aria-describedby="defects">
${fieldText(text)}</textarea>
<div id="defects" role="status">${defectList(shown?.text === text ? shown.defects : [])}</div>
<label class="field wide"><span>Note <small>why it is so; the log keeps it</small></span> <input name="note" maxlength="1000" value="${note}"></label>
<p><button name="do" value="save">Save draft</button> <button name="do" value="try" class="second">Try it out on all its projects</button></p>
</form>`;
}

function changes({ diff }: PolicyVersion): Markup {
  return html`<section aria-labelledby="changes"><h2 id="changes">Against what is published</h2>${lineDiff(diff)}</section>`;
}

function actions({ id, defects, can }: PolicyVersion): Markup {
  const wait =
    defects.length === 0
      ? 'What holds for all projects is published by somebody else than who wrote it.'
      : 'It can be published once it has no defects.';
  const publish = can.includes('publish')
    ? button(id, 'publish', 'Publish')
    : html`<p class="faint">${wait}</p>`;
  return html`<section aria-labelledby="actions"><h2 id="actions">This draft</h2>
<p class="lead">Publishing judges every project that it is for anew, from the report that stands for it; that takes minutes.</p>
${publish}${button(id, 'discard', 'Discard')}</section>`;
}

function button(id: string, change: string, name: string): Markup {
  return html`<form class="inline" method="post" action="/policies/versions/${id}"><input type="hidden" name="change" value="${change}"><button class="small">${name}</button></form>`;
}

/** What its reader can do with a version that is no draft. */
function deed({ id, state, can }: PolicyVersion): Markup | null {
  if (state === 'draft') return null;
  if (can.includes('withdraw')) return button(id, 'withdraw', 'Withdraw');
  return can.includes('publish') ? button(id, 'publish', 'Publish again') : null;
}

function version(item: PolicyVersionPage['items'][number]): Markup {
  const { id, number, state, note, writtenBy, writtenAt, publishedBy, publishedAt } = item;
  const published =
    publishedBy === null || publishedAt === null
      ? null
      : html` · published by ${publishedBy} on ${day(publishedAt)}`;
  return html`<li><p><a href="/policies/versions/${id}">Version ${number}</a> ${stateMark(state)}</p>
${note === '' ? null : html`<p>${note}</p>`}
<p class="faint">written by ${writtenBy} on ${day(writtenAt)}${published}</p></li>`;
}

/** One version: its text, how it differs from what is published, and what can be done with it. */
export const policyVersion: Page = {
  url: '/policies/versions/:id',
  render: async ({ params: { id = '' } }, api) => {
    const shown = await api.get<PolicyVersion>(`/policies/versions/${encodeURIComponent(id)}`);
    const scope = shown.scope.is === 'all' ? 'all' : shown.scope.group;
    return layout(
      `Policy, version ${shown.number}`,
      'policies',
      html`<p class="crumbs"><a href="/policies">Policies</a> / <a href="/policies/${encodeURIComponent(scope)}">${scope === 'all' ? 'All projects' : 'Group'}</a></p>
<h1>Version ${shown.number} ${stateMark(shown.state)}</h1>
${shown.note === '' ? null : html`<p class="lead">${shown.note}</p>`}
${defectList(shown.defects)}
<pre class="code" tabindex="0">${verbatim(shown.text)}</pre>
${shown.state === 'published' ? null : changes(shown)}
${deed(shown)}`,
    );
  },
};
