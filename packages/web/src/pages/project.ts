import { html, type Markup } from '@fineprint/report/html';
import { pinWords } from '@fineprint/report/words';
import type { FindingPage, Page, Project, UsedPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, levelMark, more, plural } from '../pieces.ts';
import { following } from '../request.ts';
import { projectExports } from './exports.ts';

/** One project: what was found in it, and what it uses. */
export const project: Page = {
  url: '/projects/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = encodeURIComponent(id);
    const [shown, findings, used] = await Promise.all([
      api.get<Project>(`/projects/${path}`),
      api.get<FindingPage>(`/projects/${path}/findings?limit=50`),
      api.get<UsedPage>(`/projects/${path}/components?limit=100${following(query)}`),
    ]);
    return layout(
      shown.name,
      'projects',
      html`<p class="crumbs"><a href="/projects">Projects</a></p>
<h1>${shown.name}</h1>
<dl class="facts">
<div><dt>Group</dt><dd>${shown.group}</dd></div>
<div><dt>Last report</dt><dd>${shown.seenAt === null ? 'none yet' : day(shown.seenAt)}</dd></div>
<div><dt>Components</dt><dd>${shown.components}</dd></div>
<div><dt>Wait for a decision</dt><dd>${plural(shown.open, 'finding')}</dd></div>
</dl>
<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${findings.items.length === 0 ? html`<p class="empty">None.</p>` : html`<ol class="places">${findings.items.map(finding)}</ol>`}
${findings.next === null ? null : html`<p class="faint">The gravest ${findings.items.length} are shown; the report itself has all.</p>`}
</section>
<section aria-labelledby="components"><h2 id="components">Components</h2>
<div class="scroll"><table><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th><th scope="col" class="number">Places</th></tr></thead>
<tbody>${used.items.map(component)}</tbody></table></div>
${more(used.next, `/projects/${path}`)}
</section>
${projectExports(path)}`,
    );
  },
};

function finding({ level, group, rule, message, locations, state }: FindingPage['items'][number]): Markup {
  const [first] = locations;
  return html`<li><p>${levelMark(level)} <a href="/questions/${group}">${message}</a></p>
<p class="faint"><code>${rule}</code>${first ? html` · <code>${first.path}:${first.line}</code>` : null} · ${state}</p></li>`;
}

function component({
  key,
  kind,
  name,
  version,
  license,
  pin,
  usage,
  occurrences,
}: UsedPage['items'][number]): Markup {
  const words: Readonly<Record<string, { readonly label: string }>> = pinWords;
  return html`<tr><th scope="row"><a href="/components/${encodeURIComponent(key)}">${name}</a> <small>${kind}</small></th>
<td>${version ?? '—'}</td><td>${license}</td><td>${pin === null ? '—' : (words[pin]?.label ?? pin)}</td><td>${usage}</td><td class="number">${occurrences}</td></tr>`;
}
