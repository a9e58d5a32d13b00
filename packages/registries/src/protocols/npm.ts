import { part } from '../package-name.ts';
import { type AskingMeans, homeOf, jsonOf, type Registry } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';
import { licenseFilesOfPackage, versionOfPackage } from './npm-package.ts';

/**
 * Registries of npm (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md): the `license` of one version's
 * `package.json`, else the license file in its tarball. The whole document of a package, of which the field is one
 * line, may have twenty megabytes.
 */
export const npm = {
  id: 'npm',
  title: 'npm registries',
  kinds: ['library', 'serverless-plugin'],
  async licenses({ kind, name: written, version, source }, means) {
    const name = packageOf(kind, written);
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
    const file = field === null ? null : inFile.exec(field)?.groups?.file;
    if (field !== null && file === undefined)
      return [{ is: 'field', field, by: 'author', source: answer.source, staleSince: answer.staleSince }];
    const tarball = textAt(answer.value, 'dist', 'tarball');
    const none = { is: 'silent', because: `${answer.source} names no licence.` } as const;
    if (tarball === null) return [none];
    const found = await licenseFilesOfPackage(tarball, integrityIn(answer.value), file ?? null, means);
    return found.some(({ is }) => is === 'silent') ? [none, ...found] : found;
  },
  async resolve({ kind, name: written, requested, source = null }, means) {
    const name = packageOf(kind, written);
    return name === undefined ? null : versionOfPackage(name, requested, registryOf(source, means), means);
  },
} as const satisfies Registry;

// https://docs.npmjs.com/cli/configuring-npm/package-json#license
const inFile = /^\s*SEE LICEN[CS]E IN (?:THE )?(?<file>[\w./-]{1,100})\s*$/i;

/** The hash of the tarball (https://www.w3.org/TR/SRI/); registries of old have a SHA-1 in hex. */
function integrityIn(manifest: unknown): string | null {
  const shasum = textAt(manifest, 'dist', 'shasum');
  const old = shasum === null ? null : `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`;
  return textAt(manifest, 'dist', 'integrity') ?? old;
}

function packageOf(kind: string, written: string): string | undefined {
  return kind === 'library' ? /^npm\/(?<name>.+)$/.exec(written)?.groups?.name : written;
}

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
