import { listedIn, newestAdmitted } from '../newest.ts';
import { part } from '../package-name.ts';
import { type AskingMeans, homeOf, type Json, jsonOf, type Registry, withoutAnswer } from '../registry.ts';
import { listAt, textAt } from '../values.ts';

/**
 * CircleCI's registry of orbs (https://circleci.com/docs/guides/orbs/orbs-faq, https://circleci.com/docs/api/v3): public orbs
 * are told to anybody. A released version never changes.
 */
export const circleci = {
  id: 'circleci',
  title: 'CircleCI orbs',
  kinds: ['circleci-orb'],
  async resolve({ name, requested }, means) {
    if (!orb.test(name)) return null;
    if (requested?.startsWith('dev:'))
      return {
        is: 'unanswered',
        because: `"${requested}" of ${name} is a development version: its authors may change it, and it ends after 90 days.`,
      };
    const released = await releasesOf(name, means);
    if (released.is !== 'releases') return { is: 'unanswered', because: released.because };
    const { releases, source } = released;
    const attribute = releases.map((one) => ({
      version: textAt(one, 'attributes', 'version'),
      created: textAt(one, 'attributes', 'created_at'),
    }));
    const listed = listedIn(attribute, 'version', (one) => textAt(one, 'created'));
    // `volatile` is the newest of all; `4.1` the newest that begins so.
    const constraint = requested === 'volatile' ? null : requested;
    return newestAdmitted({ ...listed, source, syntax: 'npm' }, constraint, means);
  },
  async file({ name, version }, means) {
    if (!orb.test(name)) return null;
    if (version === null)
      return { is: 'unanswered', because: `It is not known which release of ${name} is meant.` };
    const released = await releasesOf(name, means);
    if (released.is !== 'releases') return released;
    const release = released.releases.find((one) => textAt(one, 'attributes', 'version') === version);
    const id = textAt(release, 'id');
    if (id === null) return { is: 'silent', because: `${released.source} lists no ${version}.` };
    const answer = await means.web.get(`${orbs(means)}/versions/${part(id)}/source`, { fresh: 'forever' });
    return answer.is === 'answer' ? { is: 'file', bytes: answer.body } : withoutAnswer(answer);
  },
} as const satisfies Registry;

const orb = /^[\w-]{1,100}\/[\w.-]{1,100}$/;

// A page has twenty or more; the orbs with most releases have some hundred.
const mostPages = 50;

function orbs(means: AskingMeans): string {
  return `${homeOf(means, 'circleci', 'https://circleci.com')}/api/v3/orb`;
}

async function releasesOf(
  name: string,
  means: AskingMeans,
): Promise<
  | { readonly is: 'releases'; readonly releases: readonly unknown[]; readonly source: string }
  | Extract<Json, { readonly because: string }>
> {
  const home = orbs(means);
  const found = await get(`${home}/packages?filter%5Bname%5D=${part(name)}`, means);
  if (found.is !== 'json') return found;
  const id = textAt(
    listAt(found.value, 'data').find((one) => textAt(one, 'attributes', 'name') === name),
    'id',
  );
  if (id === null) return { is: 'silent', because: `${found.source} lists no public orb of this name.` };
  const first = `${home}/versions?filter%5Borb_id%5D=${part(id)}&filter%5Bchannel%5D=stable`;
  const releases: unknown[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await get(cursor === null ? first : `${first}&page%5Bcursor%5D=${part(cursor)}`, means);
    if (answer.is !== 'json') return answer;
    releases.push(...listAt(answer.value, 'data'));
    cursor = textAt(answer.value, 'page', 'next');
    if (!cursor) return { is: 'releases', releases, source: first };
  }
  return { is: 'unanswered', because: `${first} has more pages than are read.` };
}

async function get(url: string, { web }: AskingMeans): Promise<Json> {
  return jsonOf(await web.get(url, { accept: 'application/json' }));
}
