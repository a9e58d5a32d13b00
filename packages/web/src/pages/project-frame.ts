import { type Content, html, type Markup } from '@fineprint/report/html';
import type { PageDocument, Project } from '@fineprint/server';
import { layout } from '../layout.ts';

/** A part of what is shown of a project. */
type ProjectPart = 'Overview' | 'Findings' | 'Components' | 'Obligations' | 'History' | 'Dependencies';

const parts: readonly (readonly [ProjectPart, string])[] = [
  ['Overview', ''],
  ['Findings', '/findings'],
  ['Components', '/components'],
  ['Obligations', '/obligations'],
  ['History', '/history'],
  ['Dependencies', '/dependencies'],
];

/** A page about a project, with the links to the other ones. */
export function projectFrame({ id, name }: Project, current: ProjectPart, content: Content): PageDocument {
  const address = `/projects/${encodeURIComponent(id)}`;
  return layout(
    current === 'Overview' ? name : `${current} of ${name}`,
    'projects',
    html`<p class="crumbs"><a href="/projects">Projects</a></p>
<h1>${name}</h1>
<nav class="tabs" aria-label="Project"><ul>${parts.map(([part, path]) => tab(part, `${address}${path}`, part === current))}</ul></nav>
${content}`,
  );
}

function tab(name: string, address: string, isCurrent: boolean): Markup {
  return isCurrent
    ? html`<li><a href="${address}" aria-current="page">${name}</a></li>`
    : html`<li><a href="${address}">${name}</a></li>`;
}
