import type { ResolvedOccurrence } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, startLoopback, webTo } from '../testkit/loopback.ts';

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const [first, second, third] = ['a', 'b', 'c'].map((digit) => digit.repeat(40));

/** Refs as a server advertises them. */
function advertised(refs: readonly (readonly [string | undefined, string])[]): string {
  const lines = ['# service=git-upload-pack\n', ...refs.map(([commit, name]) => `${commit} ${name}\n`)];
  return lines.map((line) => (line.length + 4).toString(16).padStart(4, '0') + line).join('');
}

async function served(refs: readonly (readonly [string | undefined, string])[]): Promise<Loopback> {
  const server = await startLoopback({
    '/acme/widget.git/info/refs?service=git-upload-pack': advertised(refs),
  });
  open.push(server);
  return server;
}

function verify(server: Loopback, commit: string | undefined, given: Partial<ResolvedOccurrence> = {}) {
  const source = `${server.origin}/acme/widget`;
  const asking = { kind: 'github-action', name: 'acme/widget', source, requested: commit ?? null };
  const occurrence = { ...occurrenceOf(asking, 'git-ref'), commit: commit ?? null, ...given };
  return registryLookup(registries, meansOf(webTo([server.host]), {})).verify?.(occurrence);
}

test('the tags at a commit, and the commit of the tag that is claimed, are told', async () => {
  const server = await served([
    [third, 'refs/heads/main'],
    [first, 'refs/tags/v1.0.0'],
    [second, 'refs/tags/v1.1.0'],
    [first, 'refs/tags/v1.1.0^{}'],
    [first, 'refs/tags/\u001b[31mred'],
    [first, `refs/tags/${'x'.repeat(1000)}`],
  ]);
  expect(await verify(server, first, { claimed: '1.1.0' })).toEqual({
    is: 'verified',
    upstream: { tags: ['v1.0.0', 'v1.1.0'], isReachable: true, claimedCommit: first },
  });
  expect(await verify(server, third, { claimed: 'v9' })).toEqual({
    is: 'verified',
    upstream: { tags: [], isReachable: true },
  });
});

test('a pull request is no branch, and a history that cannot be had is told as such', async () => {
  const server = await served([
    [first, 'refs/heads/main'],
    [second, 'refs/pull/1/head'],
  ]);
  expect(await verify(server, second)).toEqual({
    is: 'verified',
    upstream: { tags: [] },
    because: expect.stringContaining(server.host.split(':')[0] ?? ''),
  });
});

test('a repository that is not there is unanswered, and what names no commit or repository is not asked about', async () => {
  const server = await startLoopback({});
  open.push(server);
  expect(await verify(server, first)).toMatchObject({ is: 'unanswered' });
  expect(await verify(server, undefined)).toEqual({ is: 'nothing' });
  expect(await verify(server, first, { kind: 'container-image' })).toEqual({ is: 'nothing' });
});

test('as many histories are searched as anybody needs, and one for each commit', async () => {
  const server = await served([[first, 'refs/heads/main']]);
  // Without git every search ends at once.
  const means = { ...meansOf(webTo([server.host]), {}), env: { PATH: '/nowhere' } };
  const lookup = registryLookup(registries, means);
  const source = `${server.origin}/acme/widget`;
  const ask = (number: number) => {
    const commit = number.toString(16).padStart(40, '0');
    const asking = { kind: 'github-action', name: 'acme/widget', source, requested: commit };
    return lookup.verify?.({ ...occurrenceOf(asking, 'git-ref'), commit });
  };
  const searched = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer?.is === 'verified' && !answer.because?.includes('No more histories');
  const answers = await Promise.all(Array.from({ length: 102 }, (_, number) => ask(number)));
  expect(answers.filter(searched)).toHaveLength(100);
  expect(searched(await ask(99))).toBe(true);
});
