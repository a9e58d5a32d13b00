import { listedIn, newestAdmitted } from '../newest.ts';
import { nameOf, packageOf, part } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt } from '../values.ts';

/** RubyGems (https://guides.rubygems.org/rubygems-org-api-v2): the `licenses` of a version's specification. */
export const rubygems = {
  id: 'rubygems',
  title: 'RubyGems',
  kinds: ['library', 'vagrant-plugin'],
  async licenses(component, means) {
    const found =
      component.kind === 'vagrant-plugin' && component.version !== null
        ? { name: component.name, version: component.version }
        : packageOf(component, 'gem', hosts);
    if (!found) return [];
    const home = homeOf(means, 'rubygems', 'https://rubygems.org');
    const url = `${home}/api/v2/rubygems/${part(found.name)}/versions/${part(found.version)}.json`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json', fresh: 'forever' }));
    if (answer.is !== 'json') return [answer];
    const { value, source, staleSince } = answer;
    const names = listAt(value, 'licenses').filter((one) => typeof one === 'string');
    const [first] = names;
    const silent = (because: string): LicenseFinding => ({ is: 'silent', because: `${source} ${because}` });
    if (first === undefined) return [silent('names no licence.')];
    // Several mean all of them to some authors and a choice to others.
    if (names.length > 1)
      return [silent(`names ${names.join(', ')}, and not whether all apply or one may be chosen.`)];
    return [{ is: 'field', field: first, by: 'author', source, staleSince }];
  },
  async resolve({ kind, name: written, source = null, requested }, means) {
    const name = kind === 'vagrant-plugin' ? written : nameOf(written, source, 'gem', hosts);
    if (name === null) return null;
    const url = `${homeOf(means, 'rubygems', 'https://rubygems.org')}/api/v1/versions/${part(name)}.json`;
    const answer = jsonOf(await means.web.get(url, { accept: 'application/json' }));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    // Once for each platform that a version is built for.
    const listed = listedIn(listAt(answer.value), 'number', (one) => textAt(one, 'created_at'));
    return newestAdmitted({ ...listed, source: answer.source }, requested, means);
  },
} as const satisfies Registry;

const hosts = ['rubygems.org'];
