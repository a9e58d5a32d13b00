import { listedIn, newestAdmitted } from '../newest.ts';
import { nameOf, packageOf, part } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';

/** crates.io (https://crates.io/data-access): the `license` of a version's `Cargo.toml`. */
export const crates = {
  id: 'crates',
  title: 'crates.io',
  kinds: ['library'],
  async licenses(component, means) {
    const found = packageOf(component, 'cargo', hosts);
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
        ? { is: 'silent', because: `${source} names no licence.` }
        : { is: 'field', field, by: 'author', source, staleSince };
    return [finding];
  },
  async resolve({ name: written, source = null, requested }, means) {
    const name = nameOf(written, source, 'cargo', hosts);
    if (name === null) return null;
    const url = `${homeOf(means, 'crates', 'https://crates.io')}/api/v1/crates/${part(name)}/versions`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json' }));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    const usable = listAt(answer.value, 'versions').filter((one) => valueAt(one, 'yanked') !== true);
    const listed = listedIn(usable, 'num', (one) => textAt(one, 'created_at'));
    return newestAdmitted({ ...listed, source: answer.source, syntax: 'cargo' }, requested, means);
  },
} as const satisfies Registry;

const hosts = ['crates.io'];
