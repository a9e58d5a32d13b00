import { packageOf, parts } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';

/** Packagist (https://packagist.org/apidoc#get-package-data): the `license` of each version's `composer.json`. */
export const packagist = {
  id: 'packagist',
  title: 'Packagist',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'composer', ['packagist.org', 'repo.packagist.org']);
    if (!found) return [];
    const url = `${homeOf(means, 'packagist', 'https://repo.packagist.org')}/p2/${parts(found.name)}.json`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json', maxBytes: 32 * 1024 ** 2 }));
    if (answer.is !== 'json') return [answer];
    const { value, source, staleSince } = answer;
    const licenses = licensesOf(listAt(value, 'packages', found.name), found.version);
    const finding: LicenseFinding =
      licenses.length === 0
        ? { is: 'silent', because: `${source} names no licence of ${found.version}.` }
        : // https://getcomposer.org/doc/04-schema.md#license: several are a choice.
          { is: 'field', field: licenses.join(' OR '), by: 'author', source, staleSince };
    return [finding];
  },
} as const satisfies Registry;

/** Minified: each version says only what differs from the one before it, and `__unset` what it does not have. */
function licensesOf(versions: readonly unknown[], wanted: string): readonly string[] {
  let licenses: readonly string[] = [];
  for (const version of versions) {
    const stated = valueAt(version, 'license');
    if (stated === '__unset') licenses = [];
    else if (Array.isArray(stated)) licenses = stated.filter((one) => typeof one === 'string');
    if (textAt(version, 'version')?.replace(/^v/, '') === wanted.replace(/^v/, '')) return licenses;
  }
  return [];
}
