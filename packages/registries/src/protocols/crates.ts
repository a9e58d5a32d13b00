import { packageOf, part } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { textAt } from '../values.ts';

/** crates.io (https://crates.io/data-access): the `license` of a version's `Cargo.toml`. */
export const crates = {
  id: 'crates',
  title: 'crates.io',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'cargo', ['crates.io']);
    if (!found) return [];
    const home = homeOf(means, 'crates', 'https://crates.io');
    const url = `${home}/api/v1/crates/${part(found.name)}/${part(found.version)}`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json', fresh: 'forever' }));
    if (answer.is !== 'json') return [answer];
    const { value, source, staleSince } = answer;
    // Before there were expressions, a slash between two licenses meant a choice.
    const field = textAt(value, 'version', 'license')?.replaceAll('/', ' OR ') ?? null;
    const finding: LicenseFinding =
      field === null || field === 'non-standard'
        ? { is: 'silent', because: `${source} names no license.` }
        : { is: 'field', field, by: 'author', source, staleSince };
    return [finding];
  },
} as const satisfies Registry;
