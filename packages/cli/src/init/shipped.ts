import type { Report } from '@fineprint/core';

/** Parts of a repository that are made for others to use, and the globs of what they hold. */
export interface Shipped {
  /** What they are, for people. */
  readonly what: string;
  readonly globs: readonly string[];
}

// Kinds of units that others call, install or run; each lies at the root of a repository that is published for it.
const published: ReadonlyMap<string, string> = new Map([
  ['terraform-module', 'a Terraform module'],
  ['github-action', 'an action'],
  ['ansible-collection', 'a collection for Ansible'],
  ['ansible-role', 'a role for Ansible'],
  ['helm-chart', 'a chart'],
]);

/** What the repository hands to others, as far as its layout says: a unit at its root, or charts side by side in `charts/`. */
export function shippedBy({ units, components }: Report): Shipped | null {
  const own = units.find(({ kind, path }) => path === '.' && published.has(kind));
  if (own) {
    const files = components.flatMap(({ occurrences }) =>
      occurrences.filter(({ unit, usage }) => unit === own.ref && usage !== 'development'),
    );
    const endings = files.flatMap(({ path }) => /^[^/]*(?<ending>\.\w+)$/.exec(path)?.groups?.ending ?? []);
    const beside = units.some(({ kind, path }) => kind === own.kind && path.startsWith('modules/'));
    const globs = [...new Set(endings)].sort().map((ending) => `*${ending}`);
    const what = `The root of this repository is ${published.get(own.kind)}, which others use.`;
    return { what, globs: [...globs, ...(beside ? ['modules/**'] : [])] };
  }
  const charts = units.filter(({ kind, path }) => kind === 'helm-chart' && /^charts\/[^/]+$/.test(path));
  return charts.length < 2
    ? null
    : { what: `The ${charts.length} charts in charts/ are installed by others.`, globs: ['charts/**'] };
}
