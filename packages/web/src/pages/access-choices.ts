import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage } from '@fineprint/server';

const roles = {
  viewer: 'viewer: sees',
  reviewer: 'reviewer: sees and decides',
  'policy-author': 'policy author: sees and writes policies',
  ingest: 'ingest: sends reports',
  auditor: 'auditor: sees, and reads the audit log where it is for every project group',
  admin: 'admin: everything',
} as const;

/** A role, and where somebody has it: in a project group, or in all (`null`). */
export interface Grant {
  readonly role: string;
  readonly group: string | null;
}

/** The choice of a role; where there is none to begin with, one has to be chosen. */
export function roleOptions(chosen: Grant | null): Markup {
  return html`${chosen === null ? choose : null}${Object.entries(roles).map(([role, words]) => option(role, words, role === chosen?.role))}`;
}

/** The choice of a project group, or of all; where there is none to begin with, one has to be chosen. */
export function groupOptions(groups: GroupPage['items'], chosen: Grant | null): Markup {
  const own = chosen?.group ?? null;
  const names = groups.map(({ name }) => name);
  // What somebody has stays what is chosen, however many groups there are.
  const offered = own === null || names.includes(own) ? names : [own, ...names];
  return html`${chosen === null ? choose : null}${option(everywhere, 'every project group', chosen !== null && own === null)}${offered.map((name) => option(`${inGroup}${name}`, name, name === own))}`;
}

const everywhere = 'all';
const inGroup = 'in:';
const choose = html`<option value="" selected>choose</option>`;

function option(value: string, words: string, isChosen: boolean): Markup {
  return isChosen
    ? html`<option value="${value}" selected>${words}</option>`
    : html`<option value="${value}">${words}</option>`;
}

/** The project group that was chosen, by its name, or `null` for all: where nothing was, no group has that name. */
export function groupIn({ group = '' }: Readonly<Record<string, string>>): string | null {
  return group === everywhere ? null : group.replace(inGroup, '');
}
