import { type Report, writeReport } from '@fineprint/core';
import { scannedHarbour, type TestServer } from '../server.testkit.ts';

/** The ids that addresses hold, by the first word of the address (of policies the first two) and the parameter's name. */
export type Ids = Readonly<Record<string, string>>;

/** Makes one of everything that has an id, in the project group `default`, of a report; by default that of the tests' repository. */
export async function oneOfEverything({ ask, send, token }: TestServer, given?: Report): Promise<Ids> {
  const [admin, reviewer] = [await token('admin'), await token('reviewer')];
  const harbour = given ?? (await scannedHarbour());
  const made = async (bearer: string, url: string, body: object): Promise<string> => {
    const answer = await ask(bearer, 'POST', url, body);
    if (answer.status >= 300) throw new Error(`${url}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const listed = async (url: string) => (await ask(admin, 'GET', url)).body.items;
  const { body: report } = await send(writeReport(harbour), 'project=harbour&group=default');
  const later = writeReport({ ...harbour, findings: [] });
  const { body: other } = await send(later, 'project=harbour&channel=pr%2F1');
  const [project] = await listed('/projects');
  const [question] = await listed('/inbox');
  const [component] = await listed('/components');
  const [group] = await listed('/groups');
  const scope = { is: 'group', group: group.id };
  const answer = { outcome: 'approved', reason: 'It is fine.' };
  const decision = await made(reviewer, '/decisions', {
    question: question.id,
    scope: { is: 'project', project: project.id },
    ...answer,
  });
  const filter = { rule: (await listed('/inbox?limit=200')).at(-1).rule, group: group.id };
  const count = await ask(admin, 'GET', `/inbox/count?rule=${filter.rule}&group=${filter.group}`);
  const questions = count.body.questions.value;
  await made(admin, '/tokens', { name: 'deploy', role: 'ingest', group: 'default' });
  const [asked] = await listed(`/projects/${project.id}/obligations`);
  const { obligation, license } = asked;
  const ticks = { report: report.id, asks: [{ obligation, license }], note: 'It is in the manual.' };
  const ticked = await ask(reviewer, 'POST', `/projects/${project.id}/obligations/ticks`, ticks);
  const text = 'licenses: {}\n';
  return {
    'reports :id': report.id,
    'comparisons :before': report.id,
    'comparisons :after': other.id,
    'projects :id': project.id,
    'projects :tick': ticked.body.items[0].id,
    'inbox :id': question.id,
    // No text was found beside the component of this question.
    'inbox :sha256': 'f'.repeat(64),
    'components :key': component.key,
    'licenses :id': 'MIT',
    'decisions :id': decision,
    'batches :id': await made(reviewer, '/batches', { filter, scope, ...answer, questions }),
    'groups :id': group.id,
    'policies/versions :id': await made(admin, '/policies/versions', { scope, text }),
    'policies/dry-runs :id': await made(admin, '/policies/dry-runs', { scope, text }),
    'tokens :id': (await listed('/tokens'))[0].id,
    'users :id': await made(admin, '/users', { name: 'Ada', roles: [{ role: 'admin' }] }),
    'ci-trusts :id': await made(admin, '/ci-trusts', { ownerId: '1', group: 'default' }),
    'webhooks :id': await made(admin, '/webhooks', {
      name: 'chat',
      url: 'https://chat.example/hook',
      events: ['decision.made'],
    }),
    'webhooks :event': 'none',
  };
}

// What queries need.
const needed: Readonly<Record<string, string>> = {
  '/comparisons/:before/:after/components': '?change=added',
  '/comparisons/:before/:after/findings': '?change=closed',
  '/reports/:id/export': '?format=csv',
  '/projects/:id/export': '?format=csv',
  '/projects/:id/obligations/components': '?obligation=unstated&license=NOASSERTION',
  '/pipelines': '?project=harbour',
  '/waivers': '?project=harbour',
};

/** The address of a route about what there is; throws where no id is known for it. */
export function addressAbout(url: string, ids: Ids): string {
  const [, word = '', next = ''] = url.split('/');
  const first = word === 'policies' ? `${word}/${next}` : word;
  const path = url.replace(/:\w+/g, (parameter) => {
    const id = ids[`${first} ${parameter}`];
    if (id === undefined)
      throw new Error(`No id is known for ${url}: make one in one-of-everything.testkit.ts.`);
    return encodeURIComponent(id);
  });
  return `${path}${needed[url] ?? ''}`;
}
