import { html, type Markup } from '@fineprint/report/html';
import { classWords, kindLabel, pinWords, usageWords, type Word, wordOf } from '@fineprint/report/words';
import type { FindingPage, Page, Project, UsedPage } from '@fineprint/server';
import { inherited, levelMark, more, stateText, versionText } from '../pieces.ts';
import { following } from '../request.ts';
import { projectFrame } from './project-frame.ts';

const states = ['open', 'approved', 'rejected', 'needs-information', 'false-positive', 'waived'] as const;

/** The findings of a project, or those of one state. */
export const projectFindings: Page = {
  url: '/projects/:id/findings',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const state = states.find((each) => each === query.state);
    const of = state === undefined ? '' : `&state=${state}`;
    const [shown, findings] = await Promise.all([
      api.get<Project>(path),
      api.get<FindingPage>(`${path}/findings?limit=50${of}${following(query)}`),
    ]);
    return projectFrame(
      shown,
      'Findings',
      html`<p class="choices">State: ${[undefined, ...states].map((each) => stateLink(each, state, path))}</p>
${findings.items.length === 0 ? html`<p class="empty">None.</p>` : findingList(findings.items, shown.id)}
${more(findings.next, `${path}/findings${state === undefined ? '' : `?state=${state}`}`)}`,
    );
  },
};

function stateLink(state: string | undefined, current: string | undefined, path: string): Markup {
  const name = state === undefined ? 'All' : stateText(state);
  return state === current
    ? html`<strong aria-current="true">${name}</strong> `
    : html`<a href="${path}/findings${state === undefined ? '' : `?state=${state}`}">${name}</a> `;
}

/** What a project uses. */
export const projectComponents: Page = {
  url: '/projects/:id/components',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const [shown, used] = await Promise.all([
      api.get<Project>(path),
      api.get<UsedPage>(`${path}/components?limit=100${following(query)}`),
    ]);
    return projectFrame(
      shown,
      'Components',
      html`${used.items.length === 0 ? html`<p class="empty">None.</p>` : componentTable(used.items)}
${more(used.next, `${path}/components`)}`,
    );
  },
};

/** Findings of a project, each with its question, which is asked of this project first, and its first place. */
export function findingList(items: FindingPage['items'], project: string): Markup {
  const scope = encodeURIComponent(`project:${project}`);
  return html`<ol class="places">${items.map((item) => finding(item, scope))}</ol>`;
}

function finding(
  { level, group, rule, message, locations, state, decision }: FindingPage['items'][number],
  scope: string,
): Markup {
  const [first] = locations;
  return html`<li><p>${levelMark(level)} <a href="/questions/${group}?scope=${scope}">${message}</a></p>
<p class="faint"><code>${rule}</code>${first ? html` · <code>${first.path}:${first.line}</code>` : null} · ${stateText(state)}${inherited(decision, null)}</p></li>`;
}

/** Components with licence, pin and use. */
export function componentTable(items: UsedPage['items']): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th><th scope="col" class="number">Places</th></tr></thead>
<tbody>${items.map(component)}</tbody></table>`;
}

function component(item: UsedPage['items'][number]): Markup {
  const { ref, key, kind, name, version, license, class: of, pin, usage, occurrences } = item;
  return html`<tr><th scope="row"><a href="/components/${encodeURIComponent(key)}">${name}</a> <small>${kindLabel(kind)}</small></th>
<td data-title="Version">${versionText(ref, key, version)}</td>
<td data-title="Licence">${licensed(license, of)}</td>
<td data-title="Pin">${word('pin', pinWords, pin)}</td>
<td data-title="Used as">${wordOf(usageWords, usage).label}</td>
<td data-title="Places" class="number">${occurrences}</td></tr>`;
}

/** A licence, with the colour of its class. */
export function licensed(license: string, of: string | null): Markup {
  const name = license === 'NONE' ? 'none' : (of ?? (license === 'NOASSERTION' ? 'unknown' : 'unstated'));
  const { label } = wordOf(classWords, name);
  const shown = license === 'NONE' || license === 'NOASSERTION' ? label : license;
  return html`<span class="word c-class-${name}" title="${label}">${shown}</span>`;
}

/** A name as a word in its colour. */
export function word(list: 'pin', words: Readonly<Record<string, Word>>, name: string | null): Markup {
  const known = name ?? 'unknown';
  return html`<span class="word c-${list}-${known}">${wordOf(words, known).label}</span>`;
}
