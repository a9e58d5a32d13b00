import { part } from '../package-name.ts';
import { type AskingMeans, homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';

/**
 * Registries of npm (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md): the `license` of one version's
 * `package.json`. The whole document of a package, of which that is one line, may have twenty megabytes.
 */
export const npm = {
  id: 'npm',
  title: 'npm registries',
  kinds: ['library', 'serverless-plugin'],
  async licenses({ kind, name: written, version, source }, means) {
    const name = kind === 'library' ? /^npm\/(?<name>.+)$/.exec(written)?.groups?.name : written;
    if (name === undefined || version === null) return [];
    const url = `${registryOf(source, means)}/${part(name).replace('%40', '@')}/${part(version)}`;
    const known = means.credentials.for('npm', url);
    const answer = jsonOf(
      await means.web.get(url, {
        accept: 'application/json',
        fresh: 'forever',
        ...known,
      }),
    );
    if (answer.is !== 'json') return [answer];
    const field = statedIn(answer.value);
    const finding: LicenseFinding =
      field === null
        ? { is: 'silent', because: `${answer.source} names no license.` }
        : { is: 'field', field, by: 'author', source: answer.source, staleSince: answer.staleSince };
    return [finding];
  },
} as const satisfies Registry;

function registryOf(source: string | null, means: AskingMeans): string {
  if (source === null) return homeOf(means, 'npm', 'https://registry.npmjs.org');
  return homeOf(
    means,
    `npm ${source}`,
    /^https?:/.test(source) ? source.replace(/\/+$/, '') : `https://${source}`,
  );
}

/** An expression; until 2014 an object with a `type`, or a list of them, which meant a choice. */
function statedIn(manifest: unknown): string | null {
  const license = textAt(manifest, 'license') ?? textAt(manifest, 'license', 'type');
  if (license !== null) return license;
  const list = Array.isArray(valueAt(manifest, 'license'))
    ? listAt(manifest, 'license')
    : listAt(manifest, 'licenses');
  const types = list.flatMap((one) => (typeof one === 'string' ? one : (textAt(one, 'type') ?? [])));
  return types.length === 0 ? null : types.join(' OR ');
}
