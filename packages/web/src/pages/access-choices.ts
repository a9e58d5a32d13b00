import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage } from '@fineprint/server';

const roles = {
  viewer: 'viewer: sees',
  reviewer: 'reviewer: sees and decides',
  'policy-author': 'policy author: sees and writes policies',
  ingest: 'ingest: sends reports',
  admin: 'admin: everything',
} as const;

/** The choice of a role. */
export function roleOptions(chosen: keyof typeof roles): readonly Markup[] {
  return Object.entries(roles).map(([role, words]) =>
    role === chosen
      ? html`<option value="${role}" selected>${words}</option>`
      : html`<option value="${role}">${words}</option>`,
  );
}

/** The choice of a project group; the empty one stands for all. */
export function groupOptions(groups: GroupPage['items']): Markup {
  return html`<option value="">every project group</option>${groups.map(({ name }) => html`<option value="${name}">${name}</option>`)}`;
}
