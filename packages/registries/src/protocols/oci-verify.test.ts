import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const platform = `sha256:${'a'.repeat(64)}`;
const index = { schemaVersion: 2, manifests: [{ digest: platform }] };
const whole = `sha256:${createHash('sha256').update(JSON.stringify(index)).digest('hex')}`;

async function verified(digest: string | undefined, requested: string | null = '7') {
  const server = await startLoopback({ '/v2/library/redis/manifests/7': index });
  open.push(server);
  const asking = occurrenceOf({ kind: 'container-image', name: 'redis', requested }, 'tag');
  const means = meansOf(webTo([server.host]), { 'oci docker.io': server.origin });
  const answer = await registryLookup(registries, means).verify?.({
    ...asking,
    ...(digest ? { digest } : {}),
  });
  return { answer, asked: server.requests.length };
}

test('the digest that a tag leads to is told; of several platforms each is its own', async () => {
  const of = (tagDigest: string) => ({ is: 'verified', upstream: { tags: [], tagDigest } });
  expect((await verified(whole)).answer).toEqual(of(whole));
  expect((await verified(platform)).answer).toEqual(of(platform));
  expect((await verified(`sha256:${'b'.repeat(64)}`)).answer).toEqual(of(whole));
});

test('a tag that is not there any more is unanswered', async () => {
  expect((await verified(whole, 'gone')).answer).toMatchObject({ is: 'unanswered' });
});

test('without a digest, or without a tag, there is nothing to compare', async () => {
  expect(await verified(undefined)).toEqual({ answer: { is: 'nothing' }, asked: 0 });
  expect(await verified(whole, null)).toEqual({ answer: { is: 'nothing' }, asked: 0 });
});
