import { createHash } from 'node:crypto';
import type { ResolvedOccurrence } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Answering, type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: Routes | ((origin: string) => Routes)): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

function leadsTo(occurrence: ResolvedOccurrence, server: Loopback) {
  const means = meansOf(webTo([server.host]), { 'oci ghcr.io': server.origin });
  return registryLookup(registries, means).ask(occurrence);
}

const chartOf = (requested: string | null) =>
  occurrenceOf({ kind: 'helm-chart', name: 'podinfo', source: 'oci://ghcr.io/charts', requested });

/** A page of tags, and where the next one is. */
function page(tags: readonly string[], link: string | null): Answering {
  return (_, response) =>
    response.writeHead(200, link === null ? {} : { link }).end(JSON.stringify({ name: 'x', tags }));
}

const list = '/v2/charts/podinfo/tags/list';

test.each([
  ['6.x', '6.7.1'],
  ['>=6.0.0 <6.7', '6.6.2'],
  ['^5.0.0', '5.0.0+build.7'],
  [null, '6.7.1'],
])('of a chart %s leads to the newest tag, on whichever page', async (requested, version) => {
  const server = await served({
    [`${list}?n=1000`]: page(['6.6.2', 'latest', '6.7.1'], `<${list}?last=6.7.1&n=1000>; rel="next"`),
    [`${list}?last=6.7.1&n=1000`]: page(['5.0.0_build.7', '7.0.0-rc.1'], null),
  });
  expect(await leadsTo(chartOf(requested), server)).toEqual({
    is: 'answer',
    version,
    digest: null,
    commit: null,
  });
});

test('where tags are listed to who has a token only, one is fetched', async () => {
  const server = await served((origin) => ({
    [`${list}?n=1000`]: (request, response) => {
      if (request.headers.authorization === 'Bearer t0ken') response.end('{"tags":["6.0.0"]}');
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="${origin}/token"` }).end();
    },
    '/token?scope=repository%3Acharts%2Fpodinfo%3Apull': { token: 't0ken' },
  }));
  expect(await leadsTo(chartOf('6.x'), server)).toMatchObject({ version: '6.0.0' });
});

test.each([
  ['<http://169.254.169.254/latest?n=1>; rel="next"', 'knows no /v2/charts/podinfo/tags/list'],
  [`<${list}?n=1000>; rel="next"`, 'has more pages of tags than are read'],
])('a list leads nowhere else, and not round and round (%s)', async (link, because) => {
  const server = await served({ [`${list}?n=1000`]: page(['6.0.0'], link) });
  expect(await leadsTo(chartOf('6.x'), server)).toEqual({
    is: 'unanswered',
    because: expect.stringContaining(because),
  });
});

test('a list without end is not read to its end', async () => {
  const routes: Record<string, Answering> = { [`${list}?n=1000`]: page([], `<${list}?n=0>; rel="next"`) };
  for (let index = 0; index < 100; index += 1)
    routes[`${list}?n=${index}`] = page([`6.0.${index}`], `<${list}?n=${index + 1}>; rel="next"`);
  const server = await served(routes);
  expect(await leadsTo(chartOf('6.x'), server)).toMatchObject({ is: 'unanswered' });
  expect(server.requests).toHaveLength(50);
});

test('a package of Crossplane is taken with the digest of its newest tag', async () => {
  const manifest = { schemaVersion: 2 };
  const digest = `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
  const server = await served({
    '/v2/acme/provider/tags/list?n=1000': { tags: ['v0.46.0', 'v0.47.0', 'v1.2.0', 'v1.3.0-rc.0'] },
    '/v2/acme/provider/manifests/v1.2.0': manifest,
  });
  const provider = occurrenceOf({
    kind: 'crossplane-package',
    name: 'ghcr.io/acme/provider',
    requested: '>=v0.47.0',
  });
  expect(await leadsTo(provider, server)).toEqual({
    is: 'answer',
    version: 'v1.2.0',
    digest,
    commit: null,
  });
});

test.each([
  ['tekton-task', 'tekton-catalog-tasks/git-clone', undefined],
  ['remote-manifest', 'ghcr.io/acme/manifests', 'https://ghcr.io/acme/manifests'],
])('a %s that is no artifact is not asked for as one', async (kind, name, source) => {
  const server = await served({});
  await leadsTo(occurrenceOf({ kind, name, ...(source ? { source } : {}) }), server);
  expect(server.requests).toEqual([]);
});
