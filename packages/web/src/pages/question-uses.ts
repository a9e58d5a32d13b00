import { html, type Markup } from '@fineprint/report/html';
import { pinWords, usageWords, wordOf } from '@fineprint/report/words';
import type { UserPage, VersionPage } from '@fineprint/server';
import { bounded, licenseMark, versionText, words } from '../pieces.ts';
import type { Known } from './question.ts';

/** Other versions of the component and their licences. */
export function versionsSection({ versions, asked }: Known): Markup | null {
  if (versions === null) return null;
  const used = versions.items.filter(({ projects }) => projects.value > 0);
  if (used.length === 0) return null;
  return html`<section aria-labelledby="versions"><h2 id="versions">Versions in use</h2>
${versionTable(used, asked.component?.key ?? '')}
${versions.next === null ? null : html`<p><a href="/components/${encodeURIComponent(asked.component?.key ?? '')}">All versions</a></p>`}</section>`;
}

/** Versions with their licences, and how many projects have each. */
function versionTable(items: VersionPage['items'], key: string): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Class</th><th scope="col" class="number">Projects</th></tr></thead>
<tbody>${items.map(
    ({ ref, licenses, projects }) =>
      html`<tr><th scope="row">${versionText(ref, key)}</th><td data-title="Licence">${licenses.map(({ license }) => html`${licenseMark(license)} `)}</td><td data-title="Class">${[...new Set(licenses.flatMap(({ class: of }) => of ?? []))].map(words).join(', ')}</td><td class="number" data-title="Projects">${bounded(projects, 'project')}</td></tr>`,
  )}</tbody></table>`;
}

/** Who uses the component. */
export function usersSection({ users, asked }: Known): Markup | null {
  if (users === null || users.items.length === 0) return null;
  return html`<section aria-labelledby="users"><h2 id="users">Who uses it</h2>
${userTable(users.items, asked.component?.key ?? '')}
${users.next === null ? null : html`<p><a href="/components/${encodeURIComponent(asked.component?.key ?? '')}#users">All projects</a></p>`}</section>`;
}

/** Projects with the version that each uses, and how firmly. */
function userTable(items: UserPage['items'], key: string): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Project</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th></tr></thead>
<tbody>${items.map(
    ({ project, ref, license, pin, usage }) =>
      html`<tr><th scope="row"><a href="/projects/${project.id}">${project.name}</a></th><td data-title="Version">${versionText(ref, key)}</td><td data-title="Licence">${licenseMark(license)}</td><td data-title="Pin">${pin === null ? '—' : wordOf(pinWords, pin).label}</td><td data-title="Used as">${wordOf(usageWords, usage).label}</td></tr>`,
  )}</tbody></table>`;
}
