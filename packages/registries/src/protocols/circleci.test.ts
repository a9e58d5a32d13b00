import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const id = '5b1a9d2e-0000-4000-8000-000000000001';
const packages = '/api/v3/orb/packages?filter%5Bname%5D=circleci%2Fnode';
const versions = `/api/v3/orb/versions?filter%5Borb_id%5D=${id}&filter%5Bchannel%5D=stable`;

const released = (version: string, at: string) => ({
  id: version,
  attributes: { version, created_at: at, channel: 'stable' },
  references: { orb_package: { id } },
});

// As the registry answers whoever has no token.
const routes: Routes = {
  [packages]: {
    data: [
      {
        id,
        attributes: { name: 'circleci/node', is_private: false, is_listed: true },
        references: { namespace: { id: 'n' }, orb_versions: [] },
      },
    ],
    page: { next: '' },
  },
  [versions]: {
    data: [released('7.1.0', '2025-12-31T10:00:00Z'), released('5.2.0', '2024-01-31T10:00:00Z')],
    page: { next: 'b=' },
  },
  [`${versions}&page%5Bcursor%5D=b%3D`]: {
    data: [released('5.10.1', '2024-06-01T10:00:00Z'), released('4.1.0', '2020-12-01T10:00:00Z')],
    page: { next: '' },
  },
};

async function leadsTo(requested: string | null, name = 'circleci/node', served = routes, before?: Date) {
  const server = await startLoopback(served);
  open.push(server);
  const is = requested === 'volatile' || requested?.startsWith('dev:') ? 'tag' : 'version';
  const orb = occurrenceOf({ kind: 'circleci-orb', name, source: 'circleci.com', requested }, is);
  const means = meansOf(webTo([server.host]), { circleci: server.origin });
  return registryLookup(registries, { ...means, publishedBefore: before ?? null }).ask(orb);
}

test.each([
  [null, '7.1.0'],
  ['volatile', '7.1.0'],
  ['5', '5.10.1'],
  ['5.2', '5.2.0'],
  ['4.1', '4.1.0'],
])(
  'an orb at %s leads to the newest release that it means, on whichever page',
  async (requested, version) => {
    expect(await leadsTo(requested)).toEqual({ is: 'answer', version, digest: null, commit: null });
  },
);

test('one that is old enough', async () => {
  expect(await leadsTo('volatile', 'circleci/node', routes, new Date('2025-06-01'))).toMatchObject({
    version: '5.10.1',
  });
});

test.each([
  ['dev:first', 'circleci/node', routes, '"dev:first" of circleci/node is a development version'],
  ['9', 'circleci/node', routes, 'lists no version that "9" admits'],
  [
    '5',
    'circleci/none',
    { '/api/v3/orb/packages?filter%5Bname%5D=circleci%2Fnone': { data: [] } },
    'lists no public orb',
  ],
  ['5', 'circleci/node', {}, 'knows no /api/v3/orb/packages'],
  // Pages that lead back to themselves end.
  ['5', 'circleci/node', looping(), 'has more pages than are read'],
])('%s of %s is left with a reason', async (requested, name, served, because) => {
  expect(await leadsTo(requested, name, served)).toEqual({
    is: 'unanswered',
    because: expect.stringContaining(because),
  });
});

function looping(): Routes {
  const page = { data: [], page: { next: 'b=' } };
  return {
    [packages]: routes[packages] ?? '',
    [versions]: page,
    [`${versions}&page%5Bcursor%5D=b%3D`]: page,
  };
}

test('a name that is none is not asked about', async () => {
  expect(await leadsTo('5', '../../../x')).toEqual({ is: 'offline' });
});

test('the source of a release is one file', async () => {
  const source = 'version: 2.1\ncommands: {}\n';
  const server = await startLoopback({ ...routes, '/api/v3/orb/versions/5.2.0/source': source });
  open.push(server);
  const { hash } = registryLookup(registries, meansOf(webTo([server.host]), { circleci: server.origin }));
  const orb = occurrenceOf({ kind: 'circleci-orb', name: 'circleci/node', source: 'circleci.com' });
  const sum = createHash('sha256').update(source).digest('hex');
  expect(await hash?.({ ...orb, version: '5.2.0' }, 'file')).toEqual({ is: 'hash', hash: `sha256:${sum}` });
  expect(await hash?.({ ...orb, version: '9.9.9' }, 'file')).toMatchObject({
    because: expect.stringMatching(/lists no 9\.9\.9\.$/),
  });
  expect(await hash?.({ ...orb, version: '7.1.0' }, 'file')).toMatchObject({ is: 'unanswered' });
  expect(await hash?.(orb, 'file')).toMatchObject({ is: 'unanswered' });
});
