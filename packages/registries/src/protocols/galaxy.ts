import { listedIn, newestAdmitted } from '../newest.ts';
import { part } from '../package-name.ts';
import { homeOf, jsonOf, type LicenseFinding, type Registry } from '../registry.ts';
import { listAt, textAt } from '../values.ts';

const content = '/api/v3/plugin/ansible/content/published/collections/index';

/** Ansible Galaxy (https://galaxy.ansible.com/api/v3/swagger-ui): the `license` of a collection's `galaxy.yml`. */
export const galaxy = {
  id: 'galaxy',
  title: 'Ansible Galaxy',
  kinds: ['ansible-collection'],
  async licenses({ name, source, version }, means) {
    const url = collectionUrl(name, source, means);
    if (url === null || version === null) return [];
    const answer = jsonOf(
      await means.web.get(`${url}/${part(version)}/`, { accept: 'application/json', fresh: 'forever' }),
    );
    if (answer.is !== 'json') return [answer];
    const licenses = listAt(answer.value, 'metadata', 'license').filter((one) => typeof one === 'string');
    const [first] = licenses;
    const found = { source: answer.source, staleSince: answer.staleSince };
    const silent = (because: string): LicenseFinding => ({
      is: 'silent',
      because: `${answer.source} ${because}`,
    });
    if (first === undefined) return [silent('names no licence.')];
    if (licenses.length > 1)
      return [silent(`names ${licenses.join(', ')}, and not whether all apply or one may be chosen.`)];
    return [{ is: 'field', field: first, by: 'author', ...found }];
  },
  async resolve({ name, source, requested }, means) {
    const url = collectionUrl(name, source ?? null, means);
    if (url === null) return null;
    const answer = jsonOf(await means.web.get(`${url}/?limit=100`, { accept: 'application/json' }));
    if (answer.is !== 'json') return { is: 'unanswered', because: answer.because };
    const listed = listedIn(listAt(answer.value, 'data'), 'version', (one) => textAt(one, 'created_at'));
    return newestAdmitted({ ...listed, source: answer.source }, requested, means);
  },
} as const satisfies Registry;

const collection = /^(?<namespace>[a-z0-9_]+)\.(?<name>[a-z0-9_]+)$/;

function collectionUrl(
  name: string,
  source: string | null,
  means: Parameters<typeof homeOf>[0],
): string | null {
  const groups = collection.exec(name)?.groups;
  if (!groups || (source !== null && !isGalaxy(source))) return null;
  const home = homeOf(means, 'galaxy', 'https://galaxy.ansible.com');
  return `${home}${content}/${groups.namespace}/${groups.name}/versions`;
}

function isGalaxy(source: string): boolean {
  const galaxy = 'https://galaxy.ansible.com';
  return URL.canParse(source, galaxy) && new URL(source, galaxy).host === new URL(galaxy).host;
}
