import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const roles = '/api/v1/roles/?owner__username=geerlingguy&name=docker';

async function leadsTo(name: string, requested: string | null, is: 'version' | 'git-ref', source?: string) {
  const server = await startLoopback({
    [roles]: {
      count: 1,
      results: [
        {
          github_user: 'geerlingguy',
          github_repo: 'ansible-role-docker',
          name: 'docker',
          summary_fields: {
            versions: [
              { name: '7.4.1', release_date: '2025-12-31T03:40:14.220596' },
              { name: '7.10.0', release_date: '2025-12-31T03:40:14.220596' },
              { name: 'v6', release_date: '2020-01-01T00:00:00' },
            ],
          },
        },
      ],
    },
  });
  open.push(server);
  const role = occurrenceOf({ kind: 'ansible-role', name, requested, ...(source ? { source } : {}) }, is);
  const means = meansOf(webTo([server.host]), { galaxy: server.origin });
  return registryLookup(registries, means).ask(role);
}

test.each([undefined, 'https://galaxy.ansible.com'])(
  'a role of no version is the newest (%s)',
  async (source) => {
    expect(await leadsTo('geerlingguy.docker', null, 'version', source)).toEqual({
      is: 'answer',
      version: '7.10.0',
      digest: null,
      commit: null,
    });
  },
);

test('no commit can be asked of Galaxy, so that nothing pins there', async () => {
  expect(await leadsTo('geerlingguy.docker', '7.4.1', 'git-ref', 'https://galaxy.ansible.com')).toEqual({
    is: 'unanswered',
    because: expect.stringContaining('to pin geerlingguy.docker, name its repository and a commit.'),
  });
});

test.each(['geerlingguy.none', 'no role', '..'])('%s is not there, or no role', async (name) => {
  expect((await leadsTo(name, null, 'version')).is).toBe(name.startsWith('geer') ? 'unanswered' : 'offline');
});

test('a role of another server is not asked about', async () => {
  const elsewhere = 'https://galaxy.ansible.com.example.com';
  expect((await leadsTo('geerlingguy.docker', null, 'version', elsewhere)).is).toBe('offline');
});
