import { isDevelopmentPath, type Report } from '@fineprint/core';

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

/**
 * What the repository hands to others, as far as its layout says: a unit at its root, charts that are kept for a catalogue, or
 * modules that nothing here applies. `readText` reads a file of the repository.
 */
export function shippedBy(report: Report, readText: (path: string) => string | null): Shipped | null {
  const root = shippedRoot(report);
  if (root) return root;
  const parts = [shippedCharts(report, readText), shippedModules(report)].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return { what: parts.map(({ what }) => what).join(' '), globs: parts.flatMap(({ globs }) => globs) };
}

function shippedRoot({ units, components }: Report): Shipped | null {
  const own = units.find(({ kind, path }) => path === '.' && published.has(kind));
  if (!own) return null;
  const files = components.flatMap(({ occurrences }) =>
    occurrences.filter(({ unit, usage }) => unit === own.ref && usage !== 'development'),
  );
  const endings = files.flatMap(({ path }) => /^[^/]*(?<ending>\.\w+)$/.exec(path)?.groups?.ending ?? []);
  const beside = units.some(({ kind, path }) => kind === own.kind && path.startsWith('modules/'));
  const globs = [...new Set(endings)].sort().map((ending) => `*${ending}`);
  const what = `The root of this repository is ${published.get(own.kind)}, which others use.`;
  return { what, globs: [...globs, ...(beside ? ['modules/**'] : [])] };
}

// What a catalogue of charts shows beside name and description: https://helm.sh/docs/topics/charts/
const catalogued = /^(?:home|icon|keywords|sources):/m;

/** Charts that say what a catalogue shows of them, or lie side by side in `charts/`; what wraps a chart to deploy it does neither. */
function shippedCharts(report: Report, readText: (path: string) => string | null): Shipped | null {
  const charts = pathsOf(report, 'helm-chart');
  const known = charts.filter((path) => catalogued.test(readText(`${path}/Chart.yaml`) ?? ''));
  const beside = charts.filter((path) => /^charts\/[^/]+$/.test(path));
  const shipped = known.length * 2 > charts.length ? known : beside.length > 1 ? beside : [];
  const globs = globsOver(shipped);
  if (globs.length === 0) return null;
  const which = shipped.length === 1 ? `The chart in ${shipped[0]} is` : `${shipped.length} charts here are`;
  return { what: `${which} made for others to install.`, globs };
}

/** Modules in a repository that applies nothing itself, but in examples and tests. */
function shippedModules(report: Report): Shipped | null {
  const modules = pathsOf(report, 'terraform-module');
  const applied = ['terraform-root-module', 'terragrunt-unit'].flatMap((kind) => pathsOf(report, kind));
  const globs = globsOver(modules);
  if (modules.length < 2 || applied.length > 0 || globs.length === 0) return null;
  const what = `The ${modules.length} modules here are called by others: nothing but examples and tests applies them.`;
  return { what, globs };
}

function pathsOf({ units }: Report, kind: string): readonly string[] {
  return units
    .filter((unit) => unit.kind === kind && !isDevelopmentPath(`${unit.path}/`))
    .map(({ path }) => path);
}

/** The globs that paths lie under: the directory of those that lie side by side, else each by itself. What a glob reads otherwise is left out. */
function globsOver(all: readonly string[]): readonly string[] {
  const paths = all.filter((path) => /^[\w.+@/-]+$/.test(path));
  const parents = Map.groupBy(paths, (path) => path.split('/').slice(0, -1).join('/'));
  const globs = [...parents].flatMap(([parent, within]) =>
    parent === '' || within.length === 1 ? within : [parent],
  );
  const outermost = globs.filter((glob) => !globs.some((other) => glob.startsWith(`${other}/`)));
  return outermost.sort().map((glob) => `${glob}/**`);
}
